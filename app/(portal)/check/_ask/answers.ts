import * as z from 'zod/mini';
import { FaultTold } from '@/app/_visit/request-story';
import { limitScopes } from '@/lib/exchange/limits';
import { type Explanation as ExplanationContract, explainEndpoints, type UsageAnswer } from '@/lib/gateway/contract';

/* Each of these is held to the contract by its type: a field that is renamed there does not compile here. */

export type Usage = UsageAnswer;

const figures = {
  requests: z.number(),
  input_tokens: z.number(),
  cached_input_tokens: z.number(),
  output_tokens: z.number(),
  usd: z.number(),
};

const limits = z.array(
  z.object({
    name: z.string(),
    scope: z.enum(limitScopes),
    id: z.string(),
    limit: z.number(),
    used: z.nullable(z.number()),
    remaining: z.nullable(z.number()),
    resets_at: z.nullable(z.string()),
  }),
);

export const Usage: z.ZodMiniType<Usage> = z.object({
  object: z.literal('usage'),
  token_id: z.string(),
  from: z.string(),
  to: z.string(),
  totals: z.object(figures),
  days: z.array(z.object({ ...figures, date: z.string(), group: z.nullable(z.string()) })),
  limits,
});

const named = z.array(z.object({ name: z.string(), words: z.string() }));

export type Explanation = ExplanationContract;
export const Explanation: z.ZodMiniType<Explanation> = z.object({
  object: z.literal('route.explanation'),
  endpoint: z.enum(explainEndpoints),
  model: z.string(),
  group: z.nullable(z.string()),
  stream: z.boolean(),
  fault: z.nullable(FaultTold),
  requires: named,
  input_tokens: z.object({ likely: z.number(), at_most: z.number() }),
  max_output_tokens: z.nullable(z.number()),
  targets: z.array(
    z.object({
      number: z.number(),
      eligible: z.boolean(),
      lacks: named,
      undeclared: named,
      degraded: named,
      health: z.enum(['healthy', 'unhealthy', 'unknown']),
      left_alone: z.boolean(),
    }),
  ),
  order: z.array(z.number()),
  reasons: z.array(z.string()),
  estimated_usd: z.nullable(z.object({ likely: z.number(), at_most: z.number() })),
  limits,
  able_groups: z.array(z.string()),
});
