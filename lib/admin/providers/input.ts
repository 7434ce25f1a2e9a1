import { z } from 'zod';
import {
  baseUrl,
  dollars,
  headerMap,
  milliseconds,
  modelId,
  providerId,
  wholeNumber,
  words,
} from '../../config/field-kinds';
import { authKinds } from '../../exchange/auth-kinds';
import { capabilityNames } from '../../exchange/capabilities';
import { dialectIds } from '../../exchange/dialect-ids';
import { quirkNames } from '../../exchange/quirks';
import { managers } from '../../exchange/statuses';
import { presetNames } from '../../providers/presets';

/** What the verbs about providers take: the declared configuration's own words, null for what is not set. */

/** A key in clear, on its way in; nothing ever shows it again. */
export const keyText = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,4096}$/, 'expected the key alone: printable ASCII without spaces, 4096 characters at most');

const capabilities = z.strictObject(
  Object.fromEntries(capabilityNames.map((name) => [name, z.boolean().optional()])) as Record<
    (typeof capabilityNames)[number],
    z.ZodOptional<z.ZodBoolean>
  >,
);

const tokens = wholeNumber(1, 1_000_000_000).nullable();
const price = z.strictObject({ input: dollars, cached_input: dollars.nullable().default(null), output: dollars });

const timeouts = z.strictObject({
  first_byte_ms: milliseconds.nullable().default(null),
  idle_ms: milliseconds.nullable().default(null),
  total_ms: milliseconds.nullable().default(null),
});

/** Requests at once; null for no limit. */
const concurrency = wholeNumber(1, 100_000).nullable();
const queue = z.strictObject({
  requests: wholeNumber(0, 100_000).nullable().default(null),
  wait_ms: milliseconds.nullable().default(null),
});
const tier = wholeNumber(0, 9).nullable();

const dryRun = z.boolean().default(false);

/** The state that was looked at when the change was made: another one since then is told, not written over. */
const revision = z.string().max(64).optional();

/** What makes a place: given in part where a preset or what is stored has the rest. */
const place = {
  dialect: z.enum(dialectIds).optional(),
  base_url: baseUrl.optional(),
  auth: z.enum(authKinds).nullable().optional(),
  headers: headerMap.optional(),
  quirks: z.array(z.enum(quirkNames)).optional(),
  betas: z.array(words(128)).max(100).nullable().optional(),
};

export const NewModel = z.strictObject({
  id: modelId,
  upstream_model: words(200).optional(),
  capabilities: capabilities.default({}),
  context_tokens: tokens.default(null),
  max_output_tokens: tokens.default(null),
  price: price.nullable().default(null),
  tier: tier.default(null),
});
export type NewModel = z.output<typeof NewModel>;

export const ProviderQuery = z.strictObject({
  search: z.string().trim().max(200).optional(),
  dialect: z.enum(dialectIds).optional(),
  managed_by: z.enum(managers).optional(),
  sort: z.enum(['id', '-id', 'models', '-models', 'groups', '-groups', 'updated', '-updated']).default('id'),
});

export const OneProvider = z.strictObject({ provider_id: z.string().max(200) });

export const CreateProvider = z.strictObject({
  id: providerId,
  preset: z.enum(presetNames).optional(),
  ...place,
  timeouts: timeouts.optional(),
  concurrency: concurrency.optional(),
  queue: queue.optional(),
  api_key: keyText.optional(),
  models: z.array(NewModel).max(500).default([]),
  dry_run: dryRun,
});

export const UpdateProvider = OneProvider.extend({
  ...place,
  timeouts: timeouts.optional(),
  concurrency: concurrency.optional(),
  queue: queue.optional(),
  /** Needed again where the key would go elsewhere from now on; null leaves the place without one. */
  api_key: keyText.nullable().optional(),
  revision,
  dry_run: dryRun,
});

export const SetKey = OneProvider.extend({
  api_key: keyText,
  /** Asks the provider with the new key first, and saves it only if it takes it. */
  try_first: z.boolean().default(false),
});

export const RemoveProvider = OneProvider.extend({ dry_run: dryRun });

export const AddModels = OneProvider.extend({ models: z.array(NewModel).min(1).max(500), dry_run: dryRun });

const OneModel = OneProvider.extend({ model_id: z.string().max(300) });

export const UpdateModel = OneModel.extend({
  upstream_model: words(200).optional(),
  capabilities: capabilities.optional(),
  context_tokens: tokens.optional(),
  max_output_tokens: tokens.optional(),
  /** Another price is in force from now on; the ones before stay with what they cost. */
  price: price.optional(),
  tier: tier.optional(),
  revision,
  dry_run: dryRun,
});

export const RemoveModel = OneModel.extend({ dry_run: dryRun });

/** A place that is not saved yet. */
export const TryPlace = z.strictObject({
  preset: z.enum(presetNames).optional(),
  ...place,
  api_key: keyText.optional(),
  /** Asked for the smallest answer, where the place lists no models. */
  model: words(200).optional(),
});

export const TryProvider = OneProvider.extend({
  /** Another key than the one it has: to see whether it would be taken. */
  api_key: keyText.optional(),
  model: words(200).optional(),
});
