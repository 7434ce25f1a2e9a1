import * as z from 'zod/mini';
import type {
  FaultWords,
  RequestList as RequestListContract,
  RequestStory as RequestStoryContract,
} from '@/lib/gateway/contract';

/* Each of these is held to the contract by its type: a field that is renamed there does not compile here. */

/** A fault as its page tells it. */
export const FaultTold: z.ZodMiniType<FaultWords> = z.object({
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
  fault: z.nullable(FaultTold),
  latency_ms: z.number(),
  first_token_ms: count,
  input_tokens: count,
  cached_input_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
  usd: count,
  estimated: z.nullable(z.boolean()),
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
