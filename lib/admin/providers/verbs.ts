import { z } from 'zod';
import { presets } from '../../providers/presets';
import type { Preset } from '../../providers/presets/preset';
import { AdminRefusal } from '../admin-refusal';
import { save } from '../config/save';
import { defineVerb, type VerbContext } from '../verb';
import { arrange } from './arrange';
import { declarePlace } from './declare';
import {
  AddModels,
  CreateProvider,
  OneProvider,
  ProviderQuery,
  RemoveModel,
  RemoveProvider,
  SetKey,
  TryPlace,
  TryProvider,
  UpdateModel,
  UpdateProvider,
} from './input';
import { readProvider, readProviderRows } from './read';
import { refuseSecretHeaders } from './refuse-secret-headers';
import type { OfferList, ProviderDetail, ProviderList } from './rows';
import { addModels, updateModel } from './save-models';
import { createProvider, setKey, updateProvider } from './save-provider';
import { trialOf } from './trial-of';
import { listOffers, tryPlace } from './try-place';

const one = '/providers/{provider_id}';

/** Verbs about providers and their models. A key goes in, and nothing ever shows it again. */
export const providerVerbs = {
  'providers.list': defineVerb({
    action: 'providers:read',
    method: 'GET',
    path: '/providers',
    summary: 'Providers, with what stands on them and how they do',
    input: ProviderQuery,
    run: async (context, query): Promise<ProviderList> => {
      return { object: 'list', data: arrange(await readProviderRows(sourcesOf(context)), query) };
    },
  }),
  'providers.presets': defineVerb({
    action: 'providers:read',
    method: 'GET',
    path: '/provider-presets',
    summary: 'Well-known places, which a new provider may name',
    input: z.strictObject({}),
    run: () => ({
      object: 'list' as const,
      data: Object.entries<Preset>(presets).map(([id, { title, dialect, baseUrl, example, auth, quirks }]) => {
        const place = { dialect, base_url: baseUrl, example: example ?? null };
        return { id, title, ...place, auth: auth ?? null, quirks: [...(quirks ?? [])] };
      }),
    }),
  }),
  'providers.get': defineVerb({
    action: 'providers:read',
    method: 'GET',
    path: one,
    summary: 'One provider, with its models',
    input: OneProvider,
    run: (context, { provider_id }): Promise<ProviderDetail> => readProvider(sourcesOf(context), provider_id),
  }),
  'providers.create': defineVerb({
    action: 'providers:write',
    method: 'POST',
    path: '/providers',
    summary: 'A new provider, from a preset or by hand',
    input: CreateProvider,
    status: 201,
    run: createProvider,
  }),
  'providers.update': defineVerb({
    action: 'providers:write',
    method: 'PATCH',
    path: one,
    summary: 'Changes what is given of a provider; a key that would go elsewhere has to be given again',
    input: UpdateProvider,
    run: updateProvider,
  }),
  'providers.set-key': defineVerb({
    action: 'providers:write',
    method: 'PUT',
    path: `${one}/key`,
    summary: 'Sets or replaces the key, after the provider has taken it where that is asked',
    input: SetKey,
    async run(context, { provider_id, api_key: key, try_first }) {
      if (!try_first) return setKey(context, { provider_id, key });
      const trial = await trialOf(context.runtime, { provider_id, api_key: key });
      const { ok, found, mend } = await tryPlace(trial);
      if (!ok) throw new AdminRefusal('invalid', explainTrial(found, mend));
      return setKey(context, { provider_id, key, tried: trial.place });
    },
  }),
  'providers.remove-key': defineVerb({
    action: 'providers:write',
    method: 'DELETE',
    path: `${one}/key`,
    summary: 'Takes the key away',
    input: OneProvider,
    run: (context, { provider_id }) => setKey(context, { provider_id, key: null }),
  }),
  'providers.delete': defineVerb({
    action: 'providers:write',
    method: 'DELETE',
    path: one,
    summary: 'Deletes a provider and its models, unless a group has one of them as a target',
    input: RemoveProvider,
    run: (context, { provider_id, dry_run: dryRun }) =>
      save(context, { dryRun, build: () => ({ remove: { providers: [provider_id] } }) }),
  }),
  'providers.test': defineVerb({
    action: 'providers:write',
    method: 'POST',
    path: `${one}/test`,
    summary: 'Calls a provider with its key, or with another, and says what came of it',
    input: TryProvider,
    run: async ({ runtime }, input) => tryPlace(await trialOf(runtime, input)),
  }),
  'providers.try': defineVerb({
    action: 'providers:write',
    method: 'POST',
    path: '/provider-trials',
    summary: 'Calls a place that is not saved, and says what came of it',
    input: TryPlace,
    run: ({ runtime }, { api_key, model, ...given }) => {
      refuseSecretHeaders(given.headers);
      const { quirks, ...declared } = declarePlace(given);
      const place = { ...declared, apiKey: api_key ?? null, quirks: new Set(quirks) };
      return tryPlace({ place, agent: runtime.guarded, model: model ?? null });
    },
  }),
  'providers.list-models': defineVerb({
    action: 'providers:write',
    method: 'POST',
    path: `${one}/list-models`,
    summary: 'The provider’s own list of models, to add some from',
    input: OneProvider,
    async run(context, { provider_id }): Promise<OfferList> {
      const { models: added } = await readProvider(sourcesOf(context), provider_id);
      const listed = await listOffers(await trialOf(context.runtime, { provider_id }));
      if ('refused' in listed)
        throw new AdminRefusal('conflict', explainTrial(listed.refused.found, listed.refused.mend));
      const names = new Map(added.map(({ id, upstream_model }) => [upstream_model, id]));
      const data = listed.models.map(({ id, title, contextTokens, maxOutputTokens, price }) => ({
        ...{ id, title, context_tokens: contextTokens, max_output_tokens: maxOutputTokens },
        price: price && { input: price.input, cached_input: price.cachedInput, output: price.output },
        added_as: names.get(id) ?? null,
      }));
      return { object: 'list', data, is_cut: listed.isCut };
    },
  }),
  'providers.add-models': defineVerb({
    action: 'providers:write',
    method: 'POST',
    path: `${one}/models`,
    summary: 'Adds models to a provider',
    input: AddModels,
    status: 201,
    run: addModels,
  }),
  'providers.update-model': defineVerb({
    action: 'providers:write',
    method: 'PATCH',
    path: `${one}/models/{model_id}`,
    summary: 'Changes what is given of a model; a price is in force from then on',
    input: UpdateModel,
    run: updateModel,
  }),
  'providers.delete-model': defineVerb({
    action: 'providers:write',
    method: 'DELETE',
    path: `${one}/models/{model_id}`,
    summary: 'Deletes a model, unless a group has it as a target',
    input: RemoveModel,
    run: (context, { provider_id: provider, model_id: id, dry_run: dryRun }) =>
      save(context, { dryRun, build: () => ({ remove: { models: [{ provider, id }] } }) }),
  }),
};

function sourcesOf({ runtime }: VerbContext) {
  const { store, sealer, health } = runtime;
  return { database: store.db, sealer, health, now: Date.now() };
}

function explainTrial(found: string, mend: string | null): string {
  return `the provider was asked: ${found}.${mend === null ? '' : ` ${mend}`}`;
}
