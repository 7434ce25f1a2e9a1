import type { ModelRow } from '@/lib/admin/providers/rows';
import type { VerbInput } from '@/lib/admin/verbs';
import { type Capability, capabilityNames } from '@/lib/exchange/capabilities';
import { numberOf } from './place-draft';

/** A model's form as it is being filled in. */
export interface ModelDraft {
  id: string;
  upstream_model: string;
  capabilities: Record<Capability, 'yes' | 'no' | ''>;
  context_tokens: string;
  max_output_tokens: string;
  input: string;
  cached_input: string;
  output: string;
  /** 0 to 9; empty where nobody says. */
  tier: string;
}

export const emptyModel: ModelDraft = {
  ...{ id: '', upstream_model: '', context_tokens: '', max_output_tokens: '', input: '', cached_input: '', output: '' },
  tier: '',
  capabilities: Object.fromEntries(capabilityNames.map((name) => [name, ''])) as ModelDraft['capabilities'],
};

export function draftOfModel(model: ModelRow): ModelDraft {
  const capabilities = capabilityNames.map((name) => {
    const declared = model.capabilities[name];
    return [name, declared === undefined ? '' : declared ? 'yes' : 'no'];
  });
  return {
    id: model.id,
    upstream_model: model.upstream_model,
    capabilities: Object.fromEntries(capabilities),
    context_tokens: String(model.context_tokens ?? ''),
    max_output_tokens: String(model.max_output_tokens ?? ''),
    input: String(model.price?.input ?? ''),
    cached_input: String(model.price?.cached_input ?? ''),
    output: String(model.price?.output ?? ''),
    tier: String(model.tier ?? ''),
  };
}

type Told = Pick<
  VerbInput<'providers.update-model'>,
  'upstream_model' | 'capabilities' | 'context_tokens' | 'max_output_tokens' | 'price' | 'tier'
>;

/** What the verbs take of it; what of it is wrong they tell themselves. A price has two parts at least: where one is said, so must the other be. */
export function modelOf(draft: ModelDraft): Told {
  const prices = [draft.input, draft.cached_input, draft.output].map(numberOf);
  const [input = null, cached_input = null, output = null] = prices;
  const hasPrice = prices.some((price) => price !== null);
  const declared = capabilityNames.filter((name) => draft.capabilities[name] !== '');
  return {
    ...(draft.upstream_model.trim() === '' ? {} : { upstream_model: draft.upstream_model.trim() }),
    capabilities: Object.fromEntries(declared.map((name) => [name, draft.capabilities[name] === 'yes'])),
    context_tokens: numberOf(draft.context_tokens),
    max_output_tokens: numberOf(draft.max_output_tokens),
    tier: numberOf(draft.tier),
    ...(hasPrice ? { price: { input: input ?? Number.NaN, output: output ?? Number.NaN, cached_input } } : {}),
  };
}
