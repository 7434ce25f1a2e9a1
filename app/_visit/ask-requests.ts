import * as z from 'zod/mini';

const fault = z.object({
  code: z.string(),
  title: z.string(),
  message: z.string(),
  advice: z.string(),
  page: z.string(),
});

/** Of a request of the token's own what a page tells (RequestStory in lib/gateway/contract.ts). */
const Story = z.object({
  id: z.string(),
  cursor: z.string(),
  started_at: z.string(),
  endpoint: z.string(),
  client: z.nullable(z.string()),
  model: z.nullable(z.string()),
  group: z.nullable(z.string()),
  status: z.number(),
  outcome: z.enum(['completed', 'refused', 'failed', 'cancelled']),
  fault: z.nullable(fault),
  latency_ms: z.number(),
});
export type Story = z.infer<typeof Story>;

const RequestList = z.object({ object: z.literal('list'), data: z.array(Story) });

/** Newest first, and the server's own clock; null where it could not be asked. */
export interface Asked {
  stories: readonly Story[];
  serverTime: number;
}

const answerWithinMs = 10_000;
const mostAsked = '5';

/** Asks `GET /v1/requests` of the page's own origin for what came after a cursor, or for the last few. */
export async function askRequests(token: string, after: string | null, signal: AbortSignal): Promise<Asked | null> {
  const query = new URLSearchParams({ limit: mostAsked, ...(after === null ? {} : { after }) });
  try {
    const response = await fetch(`/v1/requests?${query}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    const answer = RequestList.safeParse(await response.json());
    if (!response.ok || !answer.success) return null;
    return { stories: answer.data.data, serverTime: Date.parse(response.headers.get('date') ?? '') || Date.now() };
  } catch {
    return null;
  }
}
