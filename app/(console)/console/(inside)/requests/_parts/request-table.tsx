import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { figure, milliseconds, usd } from '@/app/(console)/_charts/figures';
import { requestPage, tokenPage } from '@/app/(console)/_nav/links';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import { SortHead } from '@/app/(console)/_ui/sort-head';
import type { RequestRow } from '@/lib/admin/requests/list';
import { OutcomeStatus } from './outcome-status';
import { TryChain } from './try-chain';

interface Props {
  rows: readonly RequestRow[];
  query: Query;
  /** The order in force; `-<name>` is the other way round. */
  sort: string;
  seesCallers: boolean;
}

/** Requests, one a line; the time leads to the whole story. */
export function RequestTable({ rows, query, sort, seesCallers }: Props) {
  const common = { path: '/console/requests', query, sort };
  return (
    <Table label="Requests">
      <thead>
        <tr>
          <SortHead {...common} name="started_at" first="down">
            Came at (UTC)
          </SortHead>
          <HeadCell>Ended</HeadCell>
          <HeadCell>Group</HeadCell>
          <HeadCell>Targets, in order</HeadCell>
          <HeadCell>{seesCallers ? 'Caller and client' : 'Client'}</HeadCell>
          <SortHead {...common} name="latency_ms" first="down" numeric>
            Took
          </SortHead>
          <SortHead {...common} name="first_token_ms" first="down" numeric>
            First token
          </SortHead>
          <SortHead {...common} name="tokens" first="down" numeric>
            Tokens
          </SortHead>
          <SortHead {...common} name="usd" first="down" numeric>
            Cost
          </SortHead>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.cursor} row={row} query={query} />
        ))}
      </tbody>
    </Table>
  );
}

function Line({ row, query }: { row: RequestRow; query: Query }) {
  const { started_at, group, model, caller, client, latency_ms, first_token_ms, input_tokens, output_tokens } = row;
  const only = (changes: Record<string, string>) =>
    addressWith('/console/requests', query, { ...changes, before: null });
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <TextLink href={requestPage(row)} title={started_at} className="tabular-nums">
          <time dateTime={started_at}>{started_at.slice(11, 19)}</time>
        </TextLink>
        <span className="block text-muted text-xs tabular-nums">{started_at.slice(0, 10)}</span>
      </Cell>
      <Cell className="whitespace-nowrap">
        <OutcomeStatus of={row} />
        {row.fault && <span className="block text-muted text-xs">{row.fault}</span>}
      </Cell>
      <Cell className="max-w-48">
        {group === null && model === null && <span className="text-muted">none named</span>}
        {group === null && model !== null && (
          <TextLink href={only({ model })} className="block truncate" title={`It reached no group. Only ${model}`}>
            {model}
          </TextLink>
        )}
        {group !== null && (
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
      <Cell className="max-w-48">
        {caller && (
          <TextLink href={tokenPage(caller.token_id)} className="block truncate" title={caller.token_id}>
            {caller.user}
          </TextLink>
        )}
        <span className="block truncate text-muted text-xs">
          {[caller?.project, caller?.environment, client].filter(Boolean).join(', ') || '–'}
        </span>
      </Cell>
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
