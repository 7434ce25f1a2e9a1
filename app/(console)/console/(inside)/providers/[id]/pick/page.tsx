import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { ask, mayHere } from '../../../../../_act/ask';
import { PageHead } from '../../../../../_ui/page-head';
import { providerAddress } from '../../_parts/names';
import { PickModels } from '../../_parts/pick-models';

export const metadata: Metadata = { title: 'Pick models' };

export default async function PickModelsPage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await mayHere('providers:write'))) forbidden();
  const provider = await ask('providers.get', { provider_id: decodeURIComponent((await params).id) });
  const here = providerAddress(provider.id);
  if (provider.managed_by !== 'console') redirect(here);
  return (
    <>
      <PageHead
        title="Pick models"
        above={[
          { href: '/console/providers', label: 'Providers' },
          { href: here, label: provider.id },
        ]}
      >
        The provider’s own list, asked for just now. Sizes and prices are taken over where it tells them; what a model
        can do is for you to say afterwards.
      </PageHead>
      <PickModels provider={provider.id} />
    </>
  );
}
