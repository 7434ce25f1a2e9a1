import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { PageHead } from '../../../../_ui/page-head';
import { draftOf } from '../_parts/place-draft';
import { PresetChoice } from '../_parts/preset-choice';
import { ProviderForm } from '../_parts/provider-form';

export const metadata: Metadata = { title: 'Add a provider' };

const above = [{ href: '/console/providers', label: 'Providers' }];
const byHand = { dialect: 'openai-chat', base_url: null, auth: null, quirks: [] } as const;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** First which kind of place, which is in the address; then the rest of it. */
export default async function NewProviderPage({ searchParams }: Props) {
  if (!(await mayHere('providers:write'))) forbidden();
  const { preset } = await readQuery(searchParams);
  const { data: presets } = await ask('providers.presets', {});
  const chosen = presets.find(({ id }) => id === preset);
  if (!chosen && preset !== 'none') {
    return (
      <>
        <PageHead title="Add a provider" above={above}>
          Which kind of place is it? What a preset knows, you need not fill in; every field can be changed.
        </PageHead>
        <PresetChoice presets={presets} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={chosen ? `Add ${chosen.title}` : 'Add a provider'}
        above={[...above, { href: '/console/providers/new', label: 'Kind' }]}
      >
        Nothing is saved before you have seen what it does.
      </PageHead>
      <ProviderForm
        id={chosen?.id ?? ''}
        draft={draftOf(chosen ?? byHand)}
        example={chosen?.example ?? null}
        keyless={chosen?.auth === 'none' || chosen?.id === 'vllm'}
      />
    </>
  );
}
