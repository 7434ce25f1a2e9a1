import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { ask, mayHere } from '../../../../../_act/ask';
import { PageHead } from '../../../../../_ui/page-head';
import { EditForm } from '../../_parts/edit-form';
import { providerAddress } from '../../_parts/names';
import { draftOf } from '../../_parts/place-draft';

export const metadata: Metadata = { title: 'Edit a provider' };

/** What is declared elsewhere has no such page: its own says where. */
export default async function EditProviderPage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await mayHere('providers:write'))) forbidden();
  const provider = await ask('providers.get', { provider_id: decodeURIComponent((await params).id) });
  const here = providerAddress(provider.id);
  if (provider.managed_by !== 'console') redirect(here);
  return (
    <>
      <PageHead
        title={`Edit ${provider.id}`}
        above={[
          { href: '/console/providers', label: 'Providers' },
          { href: here, label: provider.id },
        ]}
      />
      <EditForm
        id={provider.id}
        draft={draftOf(provider)}
        revision={provider.revision}
        hasKey={provider.key !== null}
      />
    </>
  );
}
