import { Card, CardHead } from '@/app/_ui/card';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { figure, usd } from '@/app/(console)/_charts/figures';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import type { Overview } from '@/lib/admin/overview/read-overview';
import { share } from './compared';

interface Props {
  /** `group` or `target`: the field of the address that narrows the page to one of them. */
  what: 'group' | 'target';
  rows: readonly (Overview['groups'][number] & { failed_attempts?: number })[];
  query: Query;
  /** What a request has that has no name. */
  none: string;
}

/** Those with the most requests. */
export function Greatest({ what, rows, query, none }: Props) {
  const isTarget = what === 'target';
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
                <HeadCell numeric>{isTarget ? 'Answered' : 'Requests'}</HeadCell>
                <HeadCell numeric>{isTarget ? 'Failed attempts' : 'Failed'}</HeadCell>
                <HeadCell numeric>Cost</HeadCell>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, requests, failed, failed_attempts, usd: cost }) => (
                <Row key={name}>
                  <Cell>
                    {name === null ? (
                      <span className="text-muted">{none}</span>
                    ) : (
                      <TextLink href={addressWith('/console', query, { [what]: name })}>{name}</TextLink>
                    )}
                  </Cell>
                  <Cell numeric>{figure(requests, 'count')}</Cell>
                  <Cell numeric>{failures(failed_attempts ?? failed, requests + (failed_attempts ?? 0))}</Cell>
                  <Cell numeric>{usd(cost)}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </div>
    </Card>
  );
}

/** Of a target, of all its tries; of a group, of all its requests. */
function failures(failed: number, all: number): string {
  return failed === 0 ? '0' : `${figure(failed, 'count')} (${share(failed, all)})`;
}
