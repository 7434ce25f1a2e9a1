import { explainStoreError, isConnectionLost } from '../../db/explain-store-error';
import { type Method, methods } from '../runtime/methods';
import { requestIdOf } from '../runtime/request-id';
import { requestOrigin } from '../runtime/request-origin';
import { findRuntime, type Runtime } from '../runtime/runtime';
import type { Actor } from './actor';
import { AdminRefusal } from './admin-refusal';
import type { AdminError, AdminErrorCode } from './contract';
import { findApiActor } from './find-api-actor';
import { type FoundVerb, findVerb } from './find-verb';
import { readInput } from './read-asked';
import { perform, type Verb } from './verb';

/**
 * The door of the admin API: `/api/admin/…`. Who asks is found out before anything else, so that a stranger learns nothing: not
 * what there is, nor which methods it takes. Cookies are not read, so no other site can ask in someone's name.
 */
export async function answerAdmin(
  request: Request,
  find: (request: Request) => FoundVerb = findVerb,
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const runtime = findRuntime();
  let allow: readonly Method[] = [];
  try {
    if (!runtime) throw new AdminRefusal('unavailable', 'the router is starting');
    await knowActor(request, runtime);
    const found = find(request);
    allow = found.allow;
    const { verb } = found;
    if (!verb) throw refuseAddress(request, allow);
    const input = await readInput(request, found.parts, verb, runtime);
    // Again: whoever sends a body slowly would go on with a token that was revoked meanwhile.
    const actor = await knowActor(request, runtime);
    const proxyOrigin = request.headers.get(runtime.originHeader);
    const context = { runtime, actor, origin: requestOrigin(request, runtime), proxyOrigin };
    const answer = await perform(verb, context, input);
    return answerResponse(verb, answer, requestId);
  } catch (error) {
    return refusalResponse(asRefusal(error, requestId, runtime), requestId, allow);
  }
}

async function knowActor({ headers }: Request, runtime: Runtime): Promise<Actor> {
  const actor = await findApiActor(headers, runtime);
  if (!actor) throw new AdminRefusal('unauthorized', noAccess);
  return actor;
}

/** A route module's exports. */
export const adminDoor = Object.fromEntries(
  methods.map((method) => [method, (request: Request) => answerAdmin(request)]),
) as Record<Method, (request: Request) => Promise<Response>>;

/** One text for whatever is wrong with it: a closed admin API looks the same from outside. */
const noAccess = 'the admin API takes its own token, as "Authorization: Bearer …"';

function refuseAddress(request: Request, allow: readonly Method[]): AdminRefusal {
  const path = new URL(request.url).pathname;
  if (allow.length === 0) return new AdminRefusal('not-found', `the admin API has nothing at ${path}`);
  return new AdminRefusal('method-not-allowed', `${path} takes ${allow.join(', ')}, not ${request.method}`);
}

function answerResponse({ type, status }: Verb, answer: unknown, requestId: string): Response {
  const body = type === undefined ? JSON.stringify(answer) : String(answer);
  const headers = { ...commonHeaders(requestId), 'content-type': type ?? 'application/json' };
  return new Response(body, { status: status ?? 200, headers });
}

const statuses: Record<AdminErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  declared: 409,
  'request-too-large': 413,
  internal: 500,
  unavailable: 503,
};

function refusalResponse(
  { code, message, problems, since, fields }: AdminRefusal,
  requestId: string,
  allow: readonly Method[],
) {
  const error: AdminError['error'] = { code, message, request_id: requestId };
  if (problems) error.problems = [...problems];
  if (fields.length > 0) error.fields = [...fields];
  if (since) error.since = since;
  const headers: Record<string, string> = { ...commonHeaders(requestId), 'content-type': 'application/json' };
  if (code === 'method-not-allowed') headers.allow = allow.join(', ');
  if (code === 'unauthorized') headers['www-authenticate'] = 'Bearer';
  return new Response(JSON.stringify({ error } satisfies AdminError), { status: statuses[code], headers });
}

/** What nobody expected goes to the log, and nothing of it to the asker. */
export function asRefusal(error: unknown, requestId: string, runtime: Runtime | null): AdminRefusal {
  if (error instanceof AdminRefusal) return error;
  const isAway = isConnectionLost(error);
  runtime?.log.error(
    { requestId, reason: explainStoreError(error), at: framesOf(error) },
    'an administrator’s request could not be answered',
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
