import { explainStoreError, isConnectionLost } from '../../db/explain-store-error';
import { showsAdminToken } from '../auth/admin-token';
import { type Method, methods } from '../runtime/methods';
import { requestIdOf } from '../runtime/request-id';
import { findRuntime, type Runtime } from '../runtime/runtime';
import { AdminRefusal } from './admin-refusal';
import type { AdminError, AdminErrorCode } from './contract';

/** What a verb of the admin API is asked, once the admin token was shown. */
export interface Asked {
  runtime: Runtime;
  request: Request;
  /** The address's own parts: `{ token_id: 'rtr_…' }`. */
  parts: Readonly<Record<string, string | undefined>>;
}

export interface Reply {
  status?: 200 | 201;
  /** JSON, or text that is of a type of its own. */
  body: unknown;
  text?: { type: string; body: string };
}

export type AdminVerb = (asked: Asked) => Promise<Reply> | Reply;

type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

interface RouteContext {
  /** Of an address without parts Next says nothing, or that there are none. */
  params: Promise<Record<string, string | string[] | undefined> | undefined>;
}

/**
 * A route module's exports for `/api/admin/…`. The admin token is asked for before anything else, so that a stranger learns
 * nothing: not what there is, nor which methods it takes. Cookies are not read, so no other site can ask in someone's name.
 */
export function adminEndpoint(verbs: Partial<Record<Method, AdminVerb>>): Record<Method, RouteHandler> {
  const all = verbs.GET && !verbs.HEAD ? { ...verbs, HEAD: verbs.GET } : verbs;
  const allow = methods.filter((method) => all[method]);
  const entries = methods.map((method): [Method, RouteHandler] => {
    const refuse: AdminVerb = ({ request }) => {
      const path = new URL(request.url).pathname;
      if (allow.length === 0) throw new AdminRefusal('not-found', `the admin API has nothing at ${path}`);
      throw new AdminRefusal('method-not-allowed', `${path} takes ${allow.join(', ')}, not ${method}`);
    };
    return [method, (request, context) => answer(request, context, all[method] ?? refuse, allow)];
  });
  return Object.fromEntries(entries) as Record<Method, RouteHandler>;
}

async function answer(
  request: Request,
  context: RouteContext,
  verb: AdminVerb,
  allow: readonly Method[],
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const runtime = findRuntime();
  try {
    if (!runtime) throw new AdminRefusal('unavailable', 'the router is starting');
    if (!showsAdminToken(request.headers, runtime.adminTokenSha256)) throw new AdminRefusal('unauthorized', noAccess);
    const { status, body, text } = await verb({ runtime, request, parts: textsOf(await context.params) });
    const content = text ?? { type: 'application/json', body: JSON.stringify(body) };
    return new Response(content.body, {
      status: status ?? 200,
      headers: { ...commonHeaders(requestId), 'content-type': content.type },
    });
  } catch (error) {
    return refusalResponse(asRefusal(error, requestId, runtime), requestId, allow);
  }
}

/** One text for whatever is wrong with it: a closed admin API looks the same from outside. */
const noAccess = 'the admin API takes its own token, as "Authorization: Bearer …"';

const statuses: Record<AdminErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  declared: 409,
  'request-too-large': 413,
  internal: 500,
  unavailable: 503,
};

function refusalResponse({ code, message, problems }: AdminRefusal, requestId: string, allow: readonly Method[]) {
  const error: AdminError['error'] = { code, message, request_id: requestId };
  if (problems) error.problems = [...problems];
  const headers: Record<string, string> = { ...commonHeaders(requestId), 'content-type': 'application/json' };
  if (code === 'method-not-allowed') headers.allow = allow.join(', ');
  if (code === 'unauthorized') headers['www-authenticate'] = 'Bearer';
  return new Response(JSON.stringify({ error } satisfies AdminError), { status: statuses[code], headers });
}

/** What nobody expected goes to the log, and nothing of it to the asker. */
function asRefusal(error: unknown, requestId: string, runtime: Runtime | null): AdminRefusal {
  if (error instanceof AdminRefusal) return error;
  const isAway = isConnectionLost(error);
  runtime?.log.error(
    { requestId, reason: explainStoreError(error), at: framesOf(error) },
    'the admin API could not answer',
  );
  return isAway
    ? new AdminRefusal('unavailable', 'the store cannot be reached; nothing is known to have changed')
    : new AdminRefusal('internal', 'something went wrong here; the log has it under this request id');
}

/** A store error's own message repeats its statement's values. */
function framesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}

function commonHeaders(requestId: string) {
  return { 'cache-control': 'no-store', 'x-request-id': requestId };
}

function textsOf(parts: Awaited<RouteContext['params']>): Asked['parts'] {
  return Object.fromEntries(Object.entries(parts ?? {}).map(([name, part]) => [name, String(part)]));
}
