import Link from 'next/link';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { ProjectRow } from '@/lib/admin/contract/callers';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { HolderStatusMark } from './holder-status';
import { TokenCount } from './token-count';

export function ProjectTable({ projects }: { projects: readonly ProjectRow[] }) {
  return (
    <Table label="Projects">
      <thead>
        <tr>
          <HeadCell>Project</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell numeric>Users</HeadCell>
          <HeadCell numeric>Tokens</HeadCell>
          <HeadCell>Last used</HeadCell>
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
