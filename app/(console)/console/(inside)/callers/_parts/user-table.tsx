import Link from 'next/link';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { UserRow } from '@/lib/admin/contract/callers';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { HolderStatusMark } from './holder-status';
import { TokenCount } from './token-count';

export function UserTable({ users }: { users: readonly UserRow[] }) {
  return (
    <Table label="Users">
      <thead>
        <tr>
          <HeadCell>User</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell numeric>Projects</HeadCell>
          <HeadCell numeric>Tokens</HeadCell>
          <HeadCell>Last used</HeadCell>
        </tr>
      </thead>
      <tbody>
        {users.map(({ user, status, projects, tokens, active_tokens, last_used_at, managed_by }) => (
          <Row key={user}>
            <Cell>
              <Link href={`/console/callers/users/${user}`} prefetch={false} className="font-medium hover:underline">
                {user}
              </Link>{' '}
              <OwnedBy manager={managed_by} />
            </Cell>
            <Cell>
              <HolderStatusMark status={status} />
            </Cell>
            <Cell numeric>{projects.toLocaleString('en')}</Cell>
            <Cell numeric>
              <TokenCount tokens={tokens} active={active_tokens} href={`/console/tokens?user=${user}`} />
            </Cell>
            <Cell>
              <Moment at={last_used_at} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
