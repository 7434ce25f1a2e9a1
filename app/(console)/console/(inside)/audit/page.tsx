import type { Metadata } from 'next';
import { EmptyState } from '@/app/_ui/empty-state';
import { Pagination } from '@/app/_ui/pagination';
import { TextLink } from '@/app/_ui/text-link';
import { ask } from '../../../_act/ask';
import { addressWith, readQuery } from '../../../_ui/address';
import { PageHead } from '../../../_ui/page-head';
import { AuditFilterForm } from './_parts/audit-filter';
import { AuditTable } from './_parts/audit-table';
import { ExportLinks } from './_parts/export-links';
import { readFilter } from './_parts/read-filter';

export const metadata: Metadata = { title: 'Audit' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: Props) {
  const query = await readQuery(searchParams);
  const { filter, problems } = readFilter(query);
  const { before, ...conditions } = filter;
  const { data, has_more, kinds } = await ask('audit.list', { ...filter, limit: 50 });
  const isFiltered = Object.keys(conditions).length > 0;
  const last = data.at(-1);
  return (
    <>
      <PageHead title="Audit" actions={<ExportLinks filter={conditions} />}>
        Who changed what, when, from where, and what the difference was. Every change writes its line in the same
        moment, through whichever door it came; no line is ever changed.
      </PageHead>
      <div className="space-y-4">
        <AuditFilterForm query={query} kinds={kinds} problems={problems} isFiltered={isFiltered} />
        {data.length > 0 && <AuditTable events={data} />}
        {data.length === 0 && (isFiltered || before) && (
          <p className="text-muted">
            Nothing like that was changed. <TextLink href="/console/audit">Show everything</TextLink>
          </p>
        )}
        {data.length === 0 && !isFiltered && !before && (
          <EmptyState title="Nothing has been changed yet">
            The first change of a group, a token, a provider or an administrator is the first line here.
          </EmptyState>
        )}
        {(before || has_more) && (
          <Pagination
            shown={last ? `${data.length} events, from number ${data[0]?.id} down to ${last.id}` : ''}
            previous={before ? addressWith('/console/audit', query, { before: null }) : null}
            next={has_more && last ? addressWith('/console/audit', query, { before: String(last.id) }) : null}
          />
        )}
      </div>
    </>
  );
}
