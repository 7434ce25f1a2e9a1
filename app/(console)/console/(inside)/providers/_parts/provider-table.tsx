import type { z } from 'zod';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import type { ProviderQuery } from '@/lib/admin/providers/input';
import type { ProviderRow } from '@/lib/admin/providers/rows';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { SortHead } from '../../../../_ui/sort-head';
import { HealthStatus } from './health-status';
import { KeyStatus } from './key-status';
import { dialectNames, providerAddress } from './names';

interface Props {
  rows: readonly ProviderRow[];
  query: z.output<typeof ProviderQuery>;
}

export function ProviderTable({ rows, query }: Props) {
  const sorting = { path: '/console/providers', query, sort: query.sort };
  return (
    <Table label="Providers">
      <thead>
        <tr>
          <SortHead {...sorting} name="id">
            Provider
          </SortHead>
          <HeadCell>Speaks</HeadCell>
          <HeadCell>Key</HeadCell>
          <SortHead {...sorting} name="models" first="down" numeric>
            Models
          </SortHead>
          <SortHead {...sorting} name="groups" first="down" numeric>
            Groups
          </SortHead>
          <HeadCell>Its targets</HeadCell>
          <SortHead {...sorting} name="updated" first="down">
            Changed
          </SortHead>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell>
              <span className="flex flex-wrap items-center gap-x-2">
                <TextLink href={providerAddress(row.id)} className="font-medium">
                  {row.id}
                </TextLink>
                <OwnedBy manager={row.managed_by} />
              </span>
              <span className="block max-w-80 truncate text-muted text-xs" title={row.base_url}>
                {row.base_url}
              </span>
            </Cell>
            <Cell className="whitespace-nowrap">{dialectNames[row.dialect]}</Cell>
            <Cell>
              <KeyStatus state={row.key} />
            </Cell>
            <Cell numeric>{row.models.toLocaleString('en')}</Cell>
            <Cell numeric title={row.groups.join(', ') || undefined}>
              {row.groups.length.toLocaleString('en')}
            </Cell>
            <Cell>
              <HealthStatus health={row.health} />
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
