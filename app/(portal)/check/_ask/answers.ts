import * as z from 'zod/mini';
import {
  type Explanation as ExplanationContract,
  explainEndpoints,
  type FaultWords,
  type RequestList as RequestListContract,
  type RequestStory as RequestStoryContract,
  type UsageAnswer,
} from '@/lib/gateway/contract';

/* Each of these is held to the contract by its type: a field that is renamed there does not compile here. */

/** Limits are left out: there are none yet, and those to come must not make the rest unreadable. */
export type Usage = Omit<UsageAnswer, 'limits'>;

const figures = {
  requests: z.number(),
  input_tokens: z.number(),
  cached_input_tokens: z.number(),
  output_tokens: z.number(),
  usd: z.number(),
};

export const Usage: z.ZodMiniType<Usage> = z.object({
  object: z.literal('usage'),
  token_id: z.string(),
  from: z.string(),
  to: z.string(),
  totals: z.object(figures),
  days: z.array(z.object({ ...figures, date: z.string(), group: z.nullable(z.string()) })),
});

const fault: z.ZodMiniType<FaultWords> = z.object({
  code: z.string(),
  status: z.number(),
  title: z.string(),
  message: z.string(),
  advice: z.string(),
  page: z.string(),
});

const count = z.nullable(z.number());

export type RequestStory = RequestStoryContract;
export const RequestStory: z.ZodMiniType<RequestStory> = z.object({
  object: z.literal('request'),
  id: z.string(),
  cursor: z.string(),
  started_at: z.string(),
  endpoint: z.string(),
  client: z.nullable(z.string()),
  model: z.nullable(z.string()),
  group: z.nullable(z.string()),
  stream: z.boolean(),
  status: z.number(),
  outcome: z.enum(['completed', 'refused', 'failed', 'cancelled']),
  fault: z.nullable(fault),
  latency_ms: z.number(),
  first_token_ms: count,
  input_tokens: count,
  cached_input_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
  usd: count,
  attempts: z.array(
    z.object({
      target: count,
      result: z.string(),
      words: z.string(),
      status: count,
      started_ms: z.number(),
      duration_ms: z.number(),
    }),
  ),
});

export type RequestList = RequestListContract;
export const RequestList: z.ZodMiniType<RequestList> = z.object({
  object: z.literal('list'),
  data: z.array(RequestStory),
});

const named = z.array(z.object({ name: z.string(), words: z.string() }));

export type Explanation = ExplanationContract;
export const Explanation: z.ZodMiniType<Explanation> = z.object({
  object: z.literal('route.explanation'),
  endpoint: z.enum(explainEndpoints),
  model: z.string(),
  group: z.nullable(z.string()),
  stream: z.boolean(),
  fault: z.nullable(fault),
  requires: named,
  input_tokens: z.object({ likely: z.number(), at_most: z.number() }),
  max_output_tokens: count,
  targets: z.array(
    z.object({
      number: z.number(),
      eligible: z.boolean(),
      lacks: named,
      undeclared: named,
      degraded: named,
      health: z.enum(['healthy', 'unhealthy', 'unknown']),
    }),
  ),
  order: z.array(z.number()),
  able_groups: z.array(z.string()),
});
