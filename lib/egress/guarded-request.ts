import type { Dispatcher } from 'undici';

export interface GuardedRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** The whole of it, from the first look-up to the last byte. */
  totalMs: number;
  /** What is read of the answer; the rest is thrown away, and said to be missing. */
  maxBytes: number;
}

export interface GuardedAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  text: string;
  /** There was more. */
  isCut: boolean;
}

/** One request that is small on purpose: no redirect is followed, and neither a slow nor an endless answer keeps it. */
export async function guardedRequest(agent: Dispatcher, request: GuardedRequest): Promise<GuardedAnswer> {
  const { origin, pathname, search } = new URL(request.url);
  const { statusCode, headers, body } = await agent.request({
    origin,
    path: pathname + search,
    method: request.method,
    headers: request.headers,
    body: request.body ?? null,
    signal: AbortSignal.timeout(request.totalMs),
  });
  const chunks: Buffer[] = [];
  let left = request.maxBytes;
  let isCut = false;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, left));
    isCut = chunk.length > left;
    left -= chunk.length;
    if (isCut) break;
  }
  if (isCut) body.destroy();
  return { status: statusCode, headers, text: Buffer.concat(chunks).toString('utf8'), isCut };
}
