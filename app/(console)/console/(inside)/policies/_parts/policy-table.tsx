import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import type { PolicyRow } from '@/lib/admin/contract/policies';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { policyAddress } from './names';
import { PolicyStandingStatus } from './standing';

export function PolicyTable({ rows }: { rows: readonly PolicyRow[] }) {
  return (
    <Table label="Policies">
      <thead>
        <tr>
          <HeadCell>Policy</HeadCell>
          <HeadCell>In force</HeadCell>
          <HeadCell>Groups</HeadCell>
          <HeadCell>Calls of this server</HeadCell>
          <HeadCell>Changed</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell>
              <span className="flex flex-wrap items-center gap-x-2">
                <TextLink href={policyAddress(row.id)} className="font-medium">
                  {row.id}
                </TextLink>
                <OwnedBy manager={row.managed_by} />
              </span>
              {row.title && <span className="block text-muted text-xs">{row.title}</span>}
            </Cell>
            <Cell>
              {row.published === null ? <span className="text-muted">drafts only</span> : `version ${row.published}`}
              {row.published !== null && row.latest !== row.published && (
                <span className="block text-muted text-xs">version {row.latest} is a draft</span>
              )}
            </Cell>
            <Cell title={row.groups.join(', ') || undefined}>{row.groups.length.toLocaleString('en')}</Cell>
            <Cell>
              <PolicyStandingStatus standing={row.standing} />
            </Cell>
            <Cell>
              <Moment at={row.updated_at} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
