import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/button';
import { ask, mayHere } from '../../../../_act/ask';
import { OwnedNote } from '../../../../_ui/owned-by';
import { PageHead } from '../../../../_ui/page-head';
import { ConnectionCard } from '../_parts/connection-card';
import { DeleteProvider } from '../_parts/delete-provider';
import { KeyCard } from '../_parts/key-card';
import { ModelsCard } from '../_parts/models-card';
import { providerAddress } from '../_parts/names';
import { PlaceFacts } from '../_parts/place-facts';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

/** One provider: what it is, whether it answers, and its models. */
export default async function ProviderPage({ params }: Props) {
  const provider = await ask('providers.get', { provider_id: decodeURIComponent((await params).id) });
  const mayWrite = await mayHere('providers:write');
  const isOurs = provider.managed_by === 'console';
  const canEdit = mayWrite && isOurs;
  return (
    <>
      <PageHead
        title={provider.id}
        above={[{ href: '/console/providers', label: 'Providers' }]}
        actions={
          canEdit && (
            <>
              <ButtonLink href={`${providerAddress(provider.id)}/edit`}>Edit</ButtonLink>
              <DeleteProvider id={provider.id} />
            </>
          )
        }
      >
        <code className="break-all text-sm">{provider.base_url}</code>
      </PageHead>
      <div className="space-y-6">
        <OwnedNote manager={provider.managed_by} what="provider" />
        <PlaceFacts provider={provider} />
        <div className="grid gap-6 xl:grid-cols-2">
          <KeyCard id={provider.id} state={provider.key} auth={provider.auth} canEdit={canEdit} />
          {mayWrite && <ConnectionCard id={provider.id} />}
        </div>
        <ModelsCard provider={provider} canEdit={canEdit} mayResume={await mayHere('targets:write')} />
      </div>
    </>
  );
}
