import type { FaultContext, RenderFault } from '../dialects/dialect';
import type { Fault } from '../faults/fault';

/** The answer to a request that failed as expected, in the shape its own SDK understands. */
export function faultResponse(fault: Fault, render: RenderFault, context: FaultContext): Response {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-request-id': context.requestId,
    'x-router-error': fault.code,
    // OpenAI's and Anthropic's SDKs retry 408, 409, 429 and every 5xx unless they are told.
    'x-should-retry': String(fault.retry),
    ...fault.options.headers,
  };
  const { retryAfterSeconds, allow } = fault.options;
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)));
  if (allow) headers.allow = allow.join(', ');
  if (fault.entry.status === 401) headers['www-authenticate'] = 'Bearer';
  return new Response(JSON.stringify(render(fault, context)), { status: fault.entry.status, headers });
}
