import { renderFault as renderAnthropicFault } from '../dialects/anthropic-messages/render-fault';
import type { RenderFault } from '../dialects/dialect';
import { renderFault as renderOpenaiFault } from '../dialects/openai-chat/render-fault';
import { Fault } from '../faults/fault';
import { type Method, methods } from '../runtime/methods';
import { requestIdOf } from '../runtime/request-id';
import { requestOrigin } from '../runtime/request-origin';
import { getRuntime, type Runtime } from '../runtime/runtime';
import { asFault } from './as-fault';
import { discardBody } from './discard-body';
import { faultResponse } from './fault-response';

export { type Method, methods } from '../runtime/methods';

export type Handler = (request: Request) => Promise<Response> | Response;

/** A route module's exports: the handlers given, HEAD along with GET, and a 405 that names them for the rest. */
export function endpoint(handlers: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const all = handlers.GET && !handlers.HEAD ? { ...handlers, HEAD: handlers.GET } : handlers;
  const allow = methods.filter((method) => all[method]);
  const refuse: Handler = (request) =>
    answerJson(request, () => {
      const path = new URL(request.url).pathname;
      throw new Fault('method-not-allowed', {
        message: `${path} does not take ${request.method}; it takes ${allow.join(', ')}.`,
        allow,
      });
    });
  const entries = methods.map((method): [Method, Handler] => [method, all[method] ?? refuse]);
  return Object.fromEntries(entries) as Record<Method, Handler>;
}

export interface JsonAnswer {
  body: unknown;
  headers?: Record<string, string>;
}

/** Runs a handler that answers with JSON, and tells whatever it throws as a fault in the caller's shape. */
export async function answerJson(
  request: Request,
  answer: (runtime: Runtime) => JsonAnswer | Promise<JsonAnswer>,
): Promise<Response> {
  const runtime = getRuntime();
  const requestId = requestIdOf(request.headers);
  try {
    const answered = answer(runtime);
    const { body, headers } = answered instanceof Promise ? await answered : answered;
    return new Response(JSON.stringify(body), {
      status: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-request-id': requestId,
        ...headers,
      },
    });
  } catch (error) {
    discardBody(request);
    const fault = asFault(error, runtime.log, requestId);
    if (fault.code === 'unauthorized') runtime.unauthenticated.count += 1;
    return faultResponse(fault, faultShape(request), { requestId, origin: requestOrigin(request, runtime) });
  }
}

/** Anthropic's clients say so in a header, and ask for addresses that are only theirs. Everyone else reads OpenAI's shape. */
export function faultShape(request: Request): RenderFault {
  return speaksAnthropic(request) || /\/messages(\/|$)/.test(new URL(request.url).pathname)
    ? renderAnthropicFault
    : renderOpenaiFault;
}

export function speaksAnthropic(request: Request): boolean {
  return request.headers.has('anthropic-version');
}
