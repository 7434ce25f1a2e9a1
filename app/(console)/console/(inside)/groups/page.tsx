import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';
import { ask, mayHere } from '../../../_act/ask';
import { readQuery } from '../../../_ui/address';
import { PageHead } from '../../../_ui/page-head';
import { PagesOf } from '../../../_ui/pages-of';
import { chooseGroups } from './_parts/choose-groups';
import { GroupsFilter } from './_parts/groups-filter';
import { GroupsTable } from './_parts/groups-table';

export const metadata: Metadata = { title: 'Model groups' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function GroupsPage({ searchParams }: Props) {
  const query = await readQuery(searchParams);
  const { data } = await ask('groups.list', {});
  const shown = chooseGroups(data, query);
  const create = (await mayHere('groups:write')) && (
    <ButtonLink look="primary" href="/console/groups/new" prefetch={false}>
      New group
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Model groups" actions={data.length > 0 && create}>
        The names that callers ask for in <code>model</code>, and what stands behind each.
      </PageHead>
      {data.length === 0 ? (
        <EmptyState title="No model group yet" action={create}>
          A group is a name that callers use, and the providers’ models that requests for it go to. The models may
          change; the name stays.
        </EmptyState>
      ) : (
        <div className="space-y-4">
          <GroupsFilter query={query} />
          {shown.total > 0 ? (
            <>
              <GroupsTable groups={shown.data} query={query} />
              <PagesOf path="/console/groups" query={query} found={shown} nouns="groups" />
            </>
          ) : (
            <p className="text-muted">
              No group is like that. <TextLink href="/console/groups">Show all {data.length}</TextLink>
            </p>
          )}
        </div>
      )}
    </>
  );
}
