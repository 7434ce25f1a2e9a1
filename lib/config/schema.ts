import { z } from 'zod';
import { onFailures, ruleNames } from '../exchange/answer-rules';
import { authKinds } from '../exchange/auth-kinds';
import { capabilityNames } from '../exchange/capabilities';
import { dialectIds } from '../exchange/dialect-ids';
import { onErrors } from '../exchange/on-error';
import { quirkNames } from '../exchange/quirks';
import { holderStatuses, managers, tokenStatuses, userKinds } from '../exchange/statuses';
import { presetNames } from '../providers/presets';
import { ownStrategies, strategies } from '../routing/strategies';
import {
  aliasName,
  baseUrl,
  dollars,
  groupId,
  headerMap,
  milliseconds,
  modelId,
  moment,
  pattern,
  policySource,
  prose,
  providerId,
  requestDollars,
  secret,
  sha256,
  slug,
  wholeNumber,
  words,
} from './field-kinds';
import { limitKeys, limitsSchema } from './limit-fields';

/** The shape of the declared configuration (design section 7), key by key. What one part says of another is check-references.ts. */
const price = z.strictObject({ input: dollars, cached_input: dollars.optional(), output: dollars });

/** Whose the object is, where it is not this file's: as an export writes it. What stands within follows. */
const managedBy = z.enum(managers).optional();

/** How dear or able a model is, in the deployment's own steps; on a token, the highest it may use. */
const tier = wholeNumber(0, 9);

const model = z.strictObject({
  id: modelId,
  upstream_model: words(200).optional(),
  capabilities: z.strictObject(keysTo(capabilityNames, z.boolean().optional())).default({}),
  context_tokens: wholeNumber(1, 1_000_000_000).optional(),
  max_output_tokens: wholeNumber(1, 1_000_000_000).optional(),
  price: price.optional(),
  tier: tier.optional(),
  managed_by: managedBy,
});

const timeouts = z.strictObject({
  first_byte_ms: milliseconds.optional(),
  idle_ms: milliseconds.optional(),
  total_ms: milliseconds.optional(),
});

const queue = z.strictObject({
  requests: wholeNumber(0, 100_000).optional(),
  wait_ms: milliseconds.optional(),
});

const provider = z.strictObject({
  id: providerId,
  preset: z.enum(presetNames).optional(),
  // Required where no preset says it (check-presets.ts).
  dialect: z.enum(dialectIds).optional(),
  base_url: baseUrl.optional(),
  api_key: secret.optional(),
  auth: z.enum(authKinds).optional(),
  headers: headerMap.default({}),
  quirks: z.array(z.enum(quirkNames)).optional(),
  betas: z.array(words(128)).optional(),
  timeouts: timeouts.default({}),
  concurrency: wholeNumber(1, 100_000).optional(),
  queue: queue.default({}),
  models: z.array(model).default([]),
  managed_by: managedBy,
});

export const targetSchema = z.strictObject({
  provider: providerId,
  model: modelId,
  weight: wholeNumber(0, 1_000_000).default(1),
  priority: wholeNumber(0, 1_000_000).default(0),
  enabled: z.boolean().default(true),
});

const retry = z.strictObject({
  attempts: wholeNumber(1, 20).optional(),
  attempt_timeout_ms: milliseconds.optional(),
  total_timeout_ms: milliseconds.optional(),
});

/** Which fields go with which rule is check-rules.ts. */
const rule = z.strictObject({
  rule: z.enum(ruleNames),
  schema: z.record(z.string(), z.unknown()).meta({ title: 'JSON schema' }).optional(),
  pattern: pattern.optional(),
  must: z.enum(['match', 'not-match']).optional(),
});

export const validationSchema = z.strictObject({
  rules: z.array(rule).min(1, 'validation needs one rule at least').max(20, 'expected 20 rules at most'),
  attempts: wholeNumber(0, 20).optional(),
  on_failure: z.enum(onFailures).default('error'),
  buffer_streams: z.boolean().default(false),
});

const ceiling = z.strictObject({ usd_per_request: requestDollars });

export const groupSchema = z.strictObject({
  id: groupId,
  title: words(200).optional(),
  description: prose(4000).optional(),
  aliases: z.array(aliasName).default([]),
  discoverable: z.boolean().default(false),
  strategy: z.enum(strategies),
  policy: slug.optional(),
  policy_reads_text: z.boolean().default(false),
  affinity: z.boolean().default(false),
  retry: retry.default({}),
  validation: validationSchema.optional(),
  ceiling: ceiling.optional(),
  limits: limitsSchema.optional(),
  targets: z.array(targetSchema).min(1, 'a group needs one target at least'),
  managed_by: managedBy,
});

export const policySchema = z.strictObject({
  id: slug,
  title: words(200).optional(),
  source: policySource.optional(),
  source_file: words(400).optional(),
  deadline_ms: wholeNumber(1, 1_000).optional(),
  on_error: z.enum(onErrors).default('fallback'),
  fallback: z.enum(ownStrategies).default('weighted'),
  managed_by: managedBy,
});

const project = z.strictObject({
  id: slug,
  title: words(200).optional(),
  status: z.enum(holderStatuses).default('active'),
  limits: limitsSchema.optional(),
  managed_by: managedBy,
});

const token = z.strictObject({
  env: slug.default('dev'),
  key: slug,
  allow: z.array(groupId),
  token: secret.optional(),
  token_sha256: sha256.optional(),
  status: z.enum(tokenStatuses).optional(),
  expires_at: moment.optional(),
  rotates_at: moment.optional(),
  tier: tier.optional(),
  limits: limitsSchema.optional(),
  managed_by: managedBy,
});

const caller = z.strictObject({
  user: slug,
  kind: z.enum(userKinds).optional(),
  project: slug,
  status: z.enum(holderStatuses).default('active'),
  tokens: z.array(token).default([]),
  managed_by: managedBy,
});

export const documentSchema = z.strictObject({
  version: z.literal(1),
  providers: z.array(provider).default([]),
  policies: z.array(policySchema).default([]),
  groups: z.array(groupSchema).default([]),
  projects: z.array(project).default([]),
  callers: z.array(caller).default([]),
});
export type ConfigurationDocument = z.infer<typeof documentSchema>;
/** As it is written, with what may be left out left out. */
export type WrittenDocument = z.input<typeof documentSchema>;

/** The keys of each object, by its path without the indexes: for telling what a misspelt one should have been. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(documentSchema.shape),
  providers: Object.keys(provider.shape),
  'providers.models': Object.keys(model.shape),
  'providers.models.capabilities': capabilityNames,
  'providers.models.price': Object.keys(price.shape),
  'providers.timeouts': Object.keys(timeouts.shape),
  'providers.queue': Object.keys(queue.shape),
  policies: Object.keys(policySchema.shape),
  groups: Object.keys(groupSchema.shape),
  'groups.retry': Object.keys(retry.shape),
  'groups.validation': Object.keys(validationSchema.shape),
  'groups.validation.rules': Object.keys(rule.shape),
  'groups.ceiling': Object.keys(ceiling.shape),
  ...limitKeys('groups.limits'),
  'groups.targets': Object.keys(targetSchema.shape),
  projects: Object.keys(project.shape),
  ...limitKeys('projects.limits'),
  callers: Object.keys(caller.shape),
  'callers.tokens': Object.keys(token.shape),
  ...limitKeys('callers.tokens.limits'),
};

function keysTo<Key extends string, Schema>(keys: readonly Key[], schema: Schema): Record<Key, Schema> {
  return Object.fromEntries(keys.map((key) => [key, schema])) as Record<Key, Schema>;
}
