import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
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
  const mayEdit = mayWrite || (await mayHere('targets:write'));
  const tab = tabOf(query);
  return (
    <>
      <GroupHead group={group} mayWrite={mayWrite} />
      <GroupTabs id={id} tab={tab} mayEdit={mayEdit} />
      {tab === 'group' && <GroupTab group={group} />}
      {tab === 'edit' && <EditTab group={group} only={mayWrite ? 'all' : 'targets'} mayEdit={mayEdit} />}
      {tab === 'history' && (
        <HistoryTab id={id} query={query} at={group.version} mayRollBack={mayWrite && group.managed_by === 'console'} />
      )}
    </>
  );
}
