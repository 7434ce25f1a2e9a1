import Link from 'next/link';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { ProjectRow } from '@/lib/admin/contract/callers';
import type { Query } from '../../../../_ui/address';
import { lastRequestWords } from '../../../../_ui/last-request';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { SortHead } from '../../../../_ui/sort-head';
import { HolderStatusMark } from './holder-status';
import { TokenCount } from './token-count';

interface Props {
  projects: readonly ProjectRow[];
  path: string;
  query: Query;
  sort: string;
}

export function ProjectTable({ projects, ...head }: Props) {
  return (
    <Table label="Projects">
      <thead>
        <tr>
          <SortHead {...head} name="project">
            Project
          </SortHead>
          <HeadCell>Status</HeadCell>
          <SortHead {...head} name="users" first="down" numeric>
            Users
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
        {projects.map(({ project, title, status, users, tokens, active_tokens, last_used_at, managed_by }) => (
          <Row key={project}>
            <Cell>
              <Link
                href={`/console/callers/projects/${project}`}
                prefetch={false}
                className="font-medium hover:underline"
              >
                {project}
              </Link>{' '}
              <OwnedBy manager={managed_by} />
              {title && <span className="block text-muted text-xs">{title}</span>}
            </Cell>
            <Cell>
              <HolderStatusMark status={status} />
            </Cell>
            <Cell numeric>{users.toLocaleString('en')}</Cell>
            <Cell numeric>
              <TokenCount tokens={tokens} active={active_tokens} href={`/console/tokens?project=${project}`} />
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
