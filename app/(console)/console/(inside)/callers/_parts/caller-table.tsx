import Link from 'next/link';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { CallerRow } from '@/lib/admin/contract/callers';
import { lastRequestWords } from '../../../../_ui/last-request';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { HolderStatusMark } from './holder-status';
import { StatusButton } from './status-button';
import { TokenCount } from './token-count';

interface Props {
  callers: readonly CallerRow[];
  /** Which of the two each row is about; the other is the page's own. */
  by: 'user' | 'project';
  mayWrite: boolean;
}

/** The projects of a user, or the users of a project. */
export function CallerTable({ callers, by, mayWrite }: Props) {
  return (
    <Table label={by === 'user' ? 'Users' : 'Projects'}>
      <thead>
        <tr>
          <HeadCell>{by === 'user' ? 'User' : 'Project'}</HeadCell>
          <HeadCell>Status here</HeadCell>
          <HeadCell numeric>Tokens</HeadCell>
          <HeadCell title={lastRequestWords}>Last request</HeadCell>
          {mayWrite && <HeadCell>Change</HeadCell>}
        </tr>
      </thead>
      <tbody>
        {callers.map((caller) => (
          <Row key={`${caller.user}/${caller.project}`}>
            <Cell>
              <Link
                href={`/console/callers/${by}s/${caller[by]}`}
                prefetch={false}
                className="font-medium hover:underline"
              >
                {caller[by]}
              </Link>{' '}
              <OwnedBy manager={caller.managed_by} />
            </Cell>
            <Cell>
              <HolderStatusMark status={caller.status} />
              {caller.effective_status !== caller.status && (
                <span className="block text-muted text-xs">its tokens are {caller.effective_status}</span>
              )}
            </Cell>
            <Cell numeric>
              <TokenCount
                tokens={caller.tokens}
                active={caller.active_tokens}
                href={`/console/tokens?user=${caller.user}&project=${caller.project}`}
              />
            </Cell>
            <Cell>
              <Moment at={caller.last_used_at} />
            </Cell>
            {mayWrite && (
              <Cell>
                {caller.managed_by === 'console' && (
                  <StatusButton
                    holder={{ kind: 'caller', user: caller.user, project: caller.project }}
                    to={caller.status === 'active' ? 'disabled' : 'active'}
                    size="small"
                  />
                )}
              </Cell>
            )}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
