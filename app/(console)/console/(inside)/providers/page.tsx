import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';
import { ProviderQuery } from '@/lib/admin/providers/input';
import { ask, mayHere } from '../../../_act/ask';
import { readQuery } from '../../../_ui/address';
import { PageHead } from '../../../_ui/page-head';
import { ProviderFilter } from './_parts/provider-filter';
import { ProviderTable } from './_parts/provider-table';

export const metadata: Metadata = { title: 'Providers' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where models come from. */
export default async function ProvidersPage({ searchParams }: Props) {
  const { search, dialect, managed_by, sort } = await readQuery(searchParams);
  const given = ProviderQuery.safeParse({ search, dialect, managed_by, sort });
  const query = given.success ? given.data : ProviderQuery.parse({});
  const { data } = await ask('providers.list', query);
  const isFiltered = Boolean(query.search || query.dialect || query.managed_by);
  const add = (await mayHere('providers:write')) && (
    <ButtonLink href="/console/providers/new" look="primary">
      Add a provider
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Providers" actions={add}>
        Places that serve models: an address, a key, and the language it speaks. Groups send requests to their models.
      </PageHead>
      {(data.length > 0 || isFiltered) && <ProviderFilter query={query} isNarrowed={isFiltered} />}
      {data.length > 0 && <ProviderTable rows={data} query={query} />}
      {data.length === 0 && isFiltered && (
        <EmptyState title="No provider matches" action={<TextLink href="/console/providers">Show all</TextLink>}>
          Look for another part of its name or address.
        </EmptyState>
      )}
      {data.length === 0 && !isFiltered && (
        <EmptyState title="No providers yet" action={add}>
          Add the place that serves your models. Then add its models, and put them behind a group that callers may use.
        </EmptyState>
      )}
    </>
  );
}
