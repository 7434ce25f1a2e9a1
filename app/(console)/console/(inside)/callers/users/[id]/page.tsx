import type { Metadata } from 'next';
import { Card } from '@/app/_ui/card';
import { ask, mayHere } from '../../../../../_act/ask';
import { OwnedNote } from '../../../../../_ui/owned-by';
import { PageHead } from '../../../../../_ui/page-head';
import { AddCaller } from '../../_parts/add-caller';
import { CallerTable } from '../../_parts/caller-table';
import { EditKind } from '../../_parts/edit-details';
import { HolderActions } from '../../_parts/holder-actions';
import { HolderFacts } from '../../_parts/holder-facts';
import { Places } from '../../_parts/places';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function UserPage({ params }: Props) {
  const { id } = await params;
  const user = await ask('users.get', { user: id });
  const mayWrite = await mayHere('callers:write');
  const isOpen = mayWrite && user.managed_by === 'console';
  const above =
    user.kind === 'person'
      ? { href: '/console/callers', label: 'People' }
      : { href: '/console/callers/service-accounts', label: 'Service accounts' };
  const holder = { kind: 'user', user: id } as const;
  return (
    <>
      <PageHead
        title={id}
        above={[above]}
        actions={isOpen && <HolderActions holder={holder} status={user.status} isUnused={user.tokens === 0} />}
      />
      <div className="space-y-6">
        <OwnedNote manager={user.managed_by} what="user" />
        <HolderFacts row={user} />
        {isOpen && (
          <Card className="p-5">
            <EditKind key={user.kind} user={id} kind={user.kind} />
          </Card>
        )}
        <Places
          title="Projects"
          newToken={(await mayHere('tokens:write')) ? `/console/tokens/new?user=${id}` : null}
          actions={mayWrite && <AddCaller of={{ user: id }} />}
        >
          {user.callers.length === 0 ? (
            <p className="text-muted text-sm">They call from no project yet. A token puts them into one.</p>
          ) : (
            <CallerTable callers={user.callers} by="project" mayWrite={mayWrite} />
          )}
        </Places>
      </div>
    </>
  );
}
