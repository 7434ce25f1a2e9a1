import Link from 'next/link';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { UserRow } from '@/lib/admin/contract/callers';
import type { Query } from '../../../../_ui/address';
import { lastRequestWords } from '../../../../_ui/last-request';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { SortHead } from '../../../../_ui/sort-head';
import { HolderStatusMark } from './holder-status';
import { TokenCount } from './token-count';

interface Props {
  users: readonly UserRow[];
  path: string;
  query: Query;
  sort: string;
}

export function UserTable({ users, ...head }: Props) {
  return (
    <Table label="Users">
      <thead>
        <tr>
          <SortHead {...head} name="user">
            User
          </SortHead>
          <HeadCell>Status</HeadCell>
          <SortHead {...head} name="projects" first="down" numeric>
            Projects
          </SortHead>
          <SortHead {...head} name="tokens" first="down" numeric>
            Tokens
          </SortHead>
          <SortHead {...head} name="last_used_at" first="down" title={lastRequestWords}>
            Last request
          </SortHead>
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
