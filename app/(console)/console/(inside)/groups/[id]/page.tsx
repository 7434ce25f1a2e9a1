import type { Metadata } from 'next';
import { forbidden, notFound } from 'next/navigation';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { OwnedNote } from '../../../../_ui/owned-by';
import { DeletedGroup } from './_parts/deleted-group';
import { EditTab } from './_parts/edit-tab';
import { GroupHead } from './_parts/group-head';
import { GroupTab } from './_parts/group-tab';
import { GroupTabs, tabOf } from './_parts/group-tabs';
import { HistoryTab } from './_parts/history-tab';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function GroupPage({ params, searchParams }: Props) {
  const { id } = await params;
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id)) notFound();
  const query = await readQuery(searchParams);
  const { data: latest } = await ask('groups.versions', { id, limit: 1 });
  const mayWrite = await mayHere('groups:write');
  if (latest[0]?.state === null) return <DeletedGroup id={id} version={latest[0]} query={query} mayWrite={mayWrite} />;

  const group = await ask('groups.get', { id });
  const ofRole = mayWrite ? 'all' : (await mayHere('targets:write')) ? 'targets' : null;
  if (query.tab === 'edit' && ofRole === null) forbidden();
  // What a file or the demo owns is not edited here: its tab is left out, and its values stand on the first.
  const mayChange = group.managed_by === 'console' ? ofRole : null;
  const tab = tabOf(query, mayChange !== null);
  return (
    <>
      <GroupHead group={group} mayWrite={mayWrite} />
      <GroupTabs id={id} tab={tab} mayEdit={mayChange !== null} />
      {tab === 'group' && <GroupTab group={group} mayResume={ofRole !== null} />}
      {tab === 'edit' && mayChange && <EditTab group={group} only={mayChange} />}
      {tab === 'history' && (
        <div className="space-y-6">
          <OwnedNote manager={group.managed_by} what="group" />
          <HistoryTab {...{ id, query, mayRollBack: mayChange }} at={group.version} />
        </div>
      )}
    </>
  );
}
