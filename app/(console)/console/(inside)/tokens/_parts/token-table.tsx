import Link from 'next/link';
import { Badge } from '@/app/_ui/badge';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { TokenRow } from '@/lib/admin/contract';
import type { Query } from '../../../../_ui/address';
import { lastRequestWords } from '../../../../_ui/last-request';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { SortHead } from '../../../../_ui/sort-head';
import { TokenStatusMark } from './token-status';

interface Props {
  path: string;
  query: Query;
  sort: string;
  tokens: readonly TokenRow[];
}

export function TokenTable({ path, query, sort, tokens }: Props) {
  const common = { path, query, sort };
  return (
    <Table label="Caller tokens">
      <thead>
        <tr>
          <SortHead {...common} name="token_id">
            Token
          </SortHead>
          <HeadCell>Status</HeadCell>
          <HeadCell>May use</HeadCell>
          <SortHead {...common} name="expires_at">
            Ends
          </SortHead>
          <SortHead {...common} name="last_used_at" first="down" title={lastRequestWords}>
            Last request
          </SortHead>
          <SortHead {...common} name="created_at" first="down">
            Made
          </SortHead>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <Row key={token.token_id}>
            <Cell className="max-w-96">
              <Link href={`${path}/${token.token_id}`} prefetch={false} className="font-medium hover:underline">
                {token.user} / {token.project}
              </Link>{' '}
              <OwnedBy manager={token.managed_by} />
              <code className="block truncate text-muted text-xs" title={token.token_id}>
                {token.token_id}
              </code>
            </Cell>
            <Cell>
              <TokenStatusMark status={token.status} />
            </Cell>
            <Cell>
              <GroupNames names={token.allow} />
            </Cell>
            <Cell>
              <Moment at={endOf(token)} />
              {token.rotates_at && token.status === 'active' && (
                <span className="block text-warn text-xs">replaced</span>
              )}
            </Cell>
            <Cell>
              <Moment at={token.last_used_at} />
              {token.last_client && <span className="block text-muted text-xs">{token.last_client}</span>}
            </Cell>
            <Cell>
              <Moment at={token.created_at} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const shownGroups = 3;

function GroupNames({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="text-muted">nothing</span>;
  const more = names.length - shownGroups;
  return (
    <span className="flex flex-wrap gap-1">
      {names.slice(0, shownGroups).map((name) => (
        <Badge key={name} mono>
          {name}
        </Badge>
      ))}
      {more > 0 && <span title={names.slice(shownGroups).join(', ')}>+{more}</span>}
    </span>
  );
}

/** The earlier of its expiry and the end of its overlap. */
export function endOf({ rotates_at, expires_at }: Pick<TokenRow, 'rotates_at' | 'expires_at'>): string | null {
  if (rotates_at === null || expires_at === null) return rotates_at ?? expires_at;
  return rotates_at < expires_at ? rotates_at : expires_at;
}
