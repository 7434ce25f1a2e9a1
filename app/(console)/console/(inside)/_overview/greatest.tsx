import { Card, CardHead } from '@/app/_ui/card';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { cost } from '@/app/(console)/_charts/figures';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import { CountLink } from '@/app/(console)/_ui/count-link';
import type { Overview } from '@/lib/admin/overview/read-overview';
import { noName } from '@/lib/admin/usage/no-name';
import { failures } from './compared';

interface Props {
  /** `group` or `target`: the field of the address that narrows the page to one of them. */
  what: 'group' | 'target';
  overview: Overview;
  query: Query;
  /** What the page is narrowed to. */
  filter: Readonly<Record<string, string | undefined>>;
}

/** Those with the most requests. */
export function Greatest({ what, overview, query, filter }: Props) {
  const isTarget = what === 'target';
  const rows: readonly Line[] = isTarget ? overview.targets : overview.groups;
  const { from, to, failed_attempts_from } = overview;
  /** Of a target all its tries, where both are counted since the same moment. */
  const tries = ({ requests, failed_attempts = 0 }: Line) =>
    failed_attempts_from === from ? requests + failed_attempts : null;
  const none = isTarget ? 'answered by none' : 'reached no group';
  return (
    <Card className="min-w-0">
      <CardHead title={isTarget ? 'Targets' : 'Groups'}>
        {isTarget
          ? 'Who answered in this span, and who was tried in vain: of the newest 1,000 requests in which somebody was.'
          : 'With the most requests in this span.'}
      </CardHead>
      <div className="p-5">
        {rows.length === 0 ? (
          <p className="text-muted text-sm">No request came in this span.</p>
        ) : (
          <Table label={what === 'group' ? 'Groups with the most requests' : 'Targets with the most requests'}>
            <thead>
              <tr>
                <HeadCell>{what === 'group' ? 'Group' : 'Target'}</HeadCell>
                <HeadCell numeric>Requests</HeadCell>
                <HeadCell numeric>{isTarget ? 'Tried in vain' : 'Failed'}</HeadCell>
                <HeadCell numeric>Cost</HeadCell>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const { name, requests, failed, failed_attempts = failed } = row;
                const these = { ...filter, [what]: name, from, to };
                const inVain = isTarget
                  ? { ...filter, target: undefined, failed_at: name, from: failed_attempts_from, to }
                  : { ...these, outcome: 'failed' };
                return (
                  <Row key={name}>
                    <Cell>
                      <TextLink href={addressWith('/console', query, { [what]: name })}>
                        {name === noName ? none : name}
                      </TextLink>
                    </Cell>
                    <Cell numeric className="whitespace-nowrap">
                      <CountLink count={requests} requests={these} />
                    </Cell>
                    <Cell numeric className="whitespace-nowrap">
                      <CountLink count={failed_attempts} requests={inVain}>
                        {failures(failed_attempts, isTarget ? tries(row) : requests)}
                      </CountLink>
                    </Cell>
                    <Cell numeric className="whitespace-nowrap">
                      {cost(row)}
                    </Cell>
                  </Row>
                );
              })}
            </tbody>
          </Table>
        )}
      </div>
    </Card>
  );
}

type Line = Overview['groups'][number] & { failed_attempts?: number };
