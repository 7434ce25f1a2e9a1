import * as z from 'zod/mini';

/** What a group can do: yes, no, or nobody has said. */
const able = z.nullable(z.boolean());
const named = z.object({ name: z.string(), words: z.string() });
const verdict = z.object({
  works: z.boolean(),
  certain: z.boolean(),
  lacks: z.array(named),
  degraded: z.array(named),
});

export const TokenAnswer = z.object({
  object: z.literal('token'),
  id: z.string(),
  user: z.string(),
  kind: z.string(),
  project: z.string(),
  environment: z.string(),
  status: z.string(),
  expires_at: z.nullable(z.string()),
  rotates_at: z.nullable(z.string()),
  group_details: z.array(
    z.object({
      id: z.string(),
      title: z.nullable(z.string()),
      description: z.nullable(z.string()),
      aliases: z.array(z.string()),
      can: z.object({
        tools: able,
        vision: able,
        files: able,
        structured_output: able,
        reasoning: able,
        embeddings: able,
      }),
      context_tokens: z.nullable(z.number()),
      max_output_tokens: z.nullable(z.number()),
      health: z.enum(['healthy', 'degraded', 'unhealthy', 'unknown']),
      clients: z.object({
        codex: verdict,
        'claude-code': verdict,
        'openai-sdk': verdict,
        'anthropic-sdk': verdict,
      }),
    }),
  ),
  discoverable: z.array(
    z.object({ id: z.string(), title: z.nullable(z.string()), description: z.nullable(z.string()) }),
  ),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;
export type GroupDetails = TokenAnswer['group_details'][number];

export const FaultBody = z.object({
  error: z.object({ message: z.string(), code: z.string(), request_id: z.optional(z.string()) }),
});
