import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { figure, milliseconds, usd } from '@/app/(console)/_charts/figures';
import { requestPage, tokenPage } from '@/app/(console)/_nav/links';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import type { RequestRow } from '@/lib/admin/requests/list';
import { OutcomeStatus } from './outcome-status';
import { TryChain } from './try-chain';

interface Props {
  rows: readonly RequestRow[];
  query: Query;
  seesCallers: boolean;
}

/** Requests, one a line; the time leads to the whole story. */
export function RequestTable({ rows, query, seesCallers }: Props) {
  return (
    <Table label="Requests">
      <thead>
        <tr>
          <HeadCell>Came at (UTC)</HeadCell>
          <HeadCell>Ended</HeadCell>
          <HeadCell>Group</HeadCell>
          <HeadCell>Targets, in order</HeadCell>
          {seesCallers && <HeadCell>Caller</HeadCell>}
          <HeadCell>Client</HeadCell>
          <HeadCell numeric>Took</HeadCell>
          <HeadCell numeric>First token</HeadCell>
          <HeadCell numeric>Tokens</HeadCell>
          <HeadCell numeric>Cost</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.cursor} row={row} query={query} seesCallers={seesCallers} />
        ))}
      </tbody>
    </Table>
  );
}

function Line({ row, query, seesCallers }: { row: RequestRow } & Omit<Props, 'rows'>) {
  const { started_at, group, model, caller, client, latency_ms, first_token_ms, input_tokens, output_tokens } = row;
  const only = (changes: Record<string, string>) =>
    addressWith('/console/requests', query, { ...changes, before: null });
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <TextLink href={requestPage(row)} title={started_at} className="tabular-nums">
          <time dateTime={started_at}>{`${started_at.slice(0, 10)} ${started_at.slice(11, 19)}`}</time>
        </TextLink>
      </Cell>
      <Cell className="whitespace-nowrap">
        <OutcomeStatus of={row} />
        {row.fault && <span className="block text-muted text-xs">{row.fault}</span>}
      </Cell>
      <Cell className="max-w-48">
        {group === null ? (
          <span className="block truncate text-muted">{model === null ? 'none named' : model}</span>
        ) : (
          <TextLink href={only({ group })} className="block truncate" title={`Only ${group}`}>
            {group}
          </TextLink>
        )}
        {group !== null && model !== group && model !== null && (
          <span className="block truncate text-muted text-xs">as {model}</span>
        )}
      </Cell>
      <Cell>
        <TryChain tries={row.tries} />
      </Cell>
      {seesCallers && (
        <Cell className="max-w-48">
          {caller && (
            <>
              <TextLink href={tokenPage(caller.token_id)} className="block truncate" title={caller.token_id}>
                {caller.user}
              </TextLink>
              <span className="block truncate text-muted text-xs">{`${caller.project}, ${caller.environment}`}</span>
            </>
          )}
        </Cell>
      )}
      <Cell className="whitespace-nowrap">{client ?? <span className="text-muted">–</span>}</Cell>
      <Cell numeric className="whitespace-nowrap">
        {milliseconds(latency_ms)}
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {first_token_ms === null ? '–' : milliseconds(first_token_ms)}
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {input_tokens === null && output_tokens === null
          ? '–'
          : `${figure(input_tokens ?? 0, 'count')} / ${figure(output_tokens ?? 0, 'count')}`}
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {row.usd === null ? '–' : usd(row.usd)}
      </Cell>
    </Row>
  );
}
