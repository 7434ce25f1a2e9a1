import { Badge } from '@/app/_ui/badge';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { AdministratorRow } from '@/lib/admin/contract/administrators';
import { Moment } from '../../../../_ui/moment';
import { AdministratorMenu } from './administrator-menu';
import { AdministratorStatus } from './administrator-status';

interface Props {
  rows: readonly AdministratorRow[];
  /** Whoever looks. */
  self: string;
  mayChange: boolean;
}

export function AdministratorTable({ rows, self, mayChange }: Props) {
  return (
    <Table label="Administrators">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Comes in by</HeadCell>
          <HeadCell numeric>Signed in at</HeadCell>
          <HeadCell>Last came in (UTC)</HeadCell>
          {mayChange && (
            <HeadCell>
              <span className="sr-only">What can be done</span>
            </HeadCell>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.name}>
            <Cell>
              <span className="mr-2 font-medium">{row.name}</span>
              {row.name === self && <Badge tone="accent">you</Badge>}
            </Cell>
            <Cell>{row.role}</Cell>
            <Cell>
              <AdministratorStatus row={row} />
            </Cell>
            <Cell>{ways[row.signs_in_by]}</Cell>
            <Cell numeric className="whitespace-nowrap">
              {row.sessions === 0 ? <span className="text-muted">nowhere</span> : places(row.sessions)}
            </Cell>
            <Cell>
              <Moment at={row.last_signed_in_at} />
            </Cell>
            {mayChange && (
              <Cell className="text-right">
                <AdministratorMenu row={row} isSelf={row.name === self} />
              </Cell>
            )}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const ways = { password: 'password', oidc: 'provider', link: 'a link, once' } as const;

function places(count: number): string {
  return count === 1 ? '1 browser' : `${count.toLocaleString('en')} browsers`;
}
