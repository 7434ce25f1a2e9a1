import type { Metadata } from 'next';
import { forbidden, notFound, redirect } from 'next/navigation';
import { ask, mayHere } from '../../../../../../_act/ask';
import { readQuery } from '../../../../../../_ui/address';
import { PageHead } from '../../../../../../_ui/page-head';
import { draftOfModel } from '../../../_parts/model-draft';
import { ModelForm } from '../../../_parts/model-form';
import { providerAddress } from '../../../_parts/names';

export const metadata: Metadata = { title: 'Edit a model' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Which model is in the query: its name may have slashes. */
export default async function EditModelPage({ params, searchParams }: Props) {
  if (!(await mayHere('providers:write'))) forbidden();
  const provider = await ask('providers.get', { provider_id: decodeURIComponent((await params).id) });
  const { model: id } = await readQuery(searchParams);
  const model = provider.models.find((each) => each.id === id);
  if (!model) notFound();
  const here = providerAddress(provider.id);
  if (model.managed_by !== 'console' || provider.managed_by !== 'console') redirect(here);
  return (
    <>
      <PageHead
        title={model.id}
        above={[
          { href: '/console/providers', label: 'Providers' },
          { href: here, label: provider.id },
        ]}
      />
      <ModelForm provider={provider.id} draft={draftOfModel(model)} revision={model.revision} />
    </>
  );
}
