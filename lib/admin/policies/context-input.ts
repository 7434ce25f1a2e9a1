import { z } from 'zod';
import { policySource, slug, wholeNumber } from '../../config/field-kinds';
import { capabilityNames } from '../../exchange/capabilities';
import { dialectIds } from '../../exchange/dialect-ids';
import type { PolicyInput } from '../../policies/run-policy';
import { sampleAnswer, sampleContext, samples, sampleTarget } from '../../policies/samples';
import { AdminRefusal } from '../admin-refusal';

const count = z.number().int().min(0).max(1_000_000_000);
const dialect = z.enum(dialectIds);
const name = z.string().min(1).max(200);
const text = z.string().max(200_000);

const request = z.strictObject({
  dialect,
  stream: z.boolean(),
  inputTokens: count,
  maxOutputTokens: count.nullable(),
  hasTools: z.boolean(),
  toolCount: count,
  toolChoice: z.enum(['auto', 'none', 'required', 'named']).nullable(),
  imageCount: count,
  fileCount: count,
  structuredOutput: z.boolean(),
  reasoning: z.boolean(),
  messageCount: count,
  text,
  textIsCut: z.boolean(),
});

const caller = z.strictObject({
  user: name,
  project: name,
  environment: name,
  tokenId: name,
  tier: z.number().int().min(0).max(9).nullable(),
});

const usd = z.number().min(0).max(1_000_000);
const target = z.strictObject({
  dialect,
  weight: count,
  priority: count,
  capabilities: z.partialRecord(z.enum(capabilityNames), z.boolean()),
  price: z.strictObject({ input: usd, cachedInput: usd.nullable(), output: usd }).nullable(),
  contextTokens: count.nullable(),
  latencyMs: z.number().min(0).nullable(),
  errorRate: z.number().min(0).max(1),
  healthy: z.boolean(),
});

/** A context by what differs from a plain question; the names are those of the contract, lib/policies/policy.d.ts. */
const Context = z.strictObject({
  group: name.optional(),
  now: z.number().int().min(0).optional(),
  request: request.partial().optional(),
  caller: caller.partial().optional(),
  targets: z
    .array(target.partial().extend({ provider: name, model: name }))
    .max(200)
    .optional(),
});

const Answer = z.strictObject({
  text: text.optional(),
  toolCalls: z
    .array(z.strictObject({ name, arguments: text }))
    .max(200)
    .optional(),
  finish: z
    .enum([
      ...['stop', 'stop-sequence', 'length', 'context-length'],
      ...['tool-calls', 'content-filter', 'refusal', 'pause'],
    ] as PolicyAnswer['finish'][])
    .optional(),
  outputTokens: count.nullable().optional(),
  target: count.optional(),
});

export const TryPolicyRequest = z.strictObject({
  /** What is tried: a source, or else a version of a policy, the published one or the newest when no number is given. */
  source: policySource.optional(),
  policy_id: slug.optional(),
  number: z.number().int().min(1).max(2_147_483_647).optional(),
  /** One of `GET /policy-samples`, by its title. */
  sample: z.string().max(200).optional(),
  context: Context.optional(),
  /** What `validate` is asked about; our own sample when left out. */
  answer: Answer.optional(),
  deadline_ms: wholeNumber(1, 1_000).nullable().default(null),
  /** Makes `context.random()`. */
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
});
export type TryPolicyRequest = z.output<typeof TryPolicyRequest>;

/** The sample that was asked for, or a plain question, with what the context says otherwise. */
export function contextOf({ sample, context = {} }: Pick<TryPolicyRequest, 'sample' | 'context'>): PolicyInput {
  const found = sample === undefined ? undefined : samples.find(({ title }) => title === sample);
  if (sample !== undefined && !found) {
    const titles = samples.map(({ title }) => `"${title}"`).join(', ');
    throw new AdminRefusal('invalid', `sample: expected one of ${titles}`);
  }
  const base = found?.context ?? sampleContext();
  return {
    group: context.group ?? base.group,
    now: context.now ?? base.now,
    request: { ...base.request, ...given(context.request ?? {}) },
    caller: { ...base.caller, ...given(context.caller ?? {}) },
    targets:
      context.targets?.map(({ provider, model, ...more }) => sampleTarget(provider, model, given(more))) ??
      base.targets,
  };
}

export function answerOf({ answer = {} }: Pick<TryPolicyRequest, 'answer'>): PolicyAnswer {
  return { ...sampleAnswer, ...given(answer) };
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}
