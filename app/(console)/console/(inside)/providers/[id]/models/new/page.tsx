import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { ask, mayHere } from '../../../../../../_act/ask';
import { PageHead } from '../../../../../../_ui/page-head';
import { emptyModel } from '../../../_parts/model-draft';
import { ModelForm } from '../../../_parts/model-form';
import { providerAddress } from '../../../_parts/names';

export const metadata: Metadata = { title: 'Add a model' };

export default async function NewModelPage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await mayHere('providers:write'))) forbidden();
  const provider = await ask('providers.get', { provider_id: decodeURIComponent((await params).id) });
  const here = providerAddress(provider.id);
  if (provider.managed_by !== 'console') redirect(here);
  return (
    <>
      <PageHead
        title="Add a model"
        above={[
          { href: '/console/providers', label: 'Providers' },
          { href: here, label: provider.id },
        ]}
      />
      <ModelForm provider={provider.id} draft={emptyModel} revision={null} />
    </>
  );
}
