import { anthropicBase, baseless } from '@/lib/gateway/api-paths';
import type { Handler, Method } from '@/lib/gateway/endpoint';
import * as wrongAddress from './v1/[...path]/route';
import * as capabilities from './v1/capabilities/route';
import * as chatCompletions from './v1/chat/completions/route';
import * as embeddings from './v1/embeddings/route';
import * as countTokens from './v1/messages/count_tokens/route';
import * as messages from './v1/messages/route';
import * as model from './v1/models/[id]/route';
import * as models from './v1/models/route';
import * as requestStory from './v1/requests/[id]/route';
import * as requests from './v1/requests/route';
import * as responses from './v1/responses/route';
import * as explain from './v1/route/explain/route';
import * as token from './v1/token/route';
import * as usage from './v1/usage/route';

/**
 * The API's route modules by path, for the direct door (server.ts). They are the very modules that Next serves; this table
 * and Next's file tree must agree, and a test compares them.
 */
export const apiRoutes: ReadonlyMap<string, RouteModule> = new Map<string, RouteModule>([
  ['/v1/models', models],
  ['/v1/models/{id}', model],
  ['/v1/token', token],
  ['/v1/chat/completions', chatCompletions],
  ['/v1/responses', responses],
  ['/v1/messages', messages],
  ['/v1/messages/count_tokens', countTokens],
  ['/v1/embeddings', embeddings],
  ['/v1/capabilities', capabilities],
  ['/v1/usage', usage],
  ['/v1/requests', requests],
  ['/v1/requests/{id}', requestStory],
  ['/v1/route/explain', explain],
]);

export type RouteModule = Record<Method, Handler>;

const firstSegments = new Set<string>(['v1', anthropicBase.slice(1), ...baseless]);

/** Does the API own this path? All of /v1, and what a base URL without /v1, or with a slash at its end, leads to. */
export function isApiPath(pathname: string): boolean {
  let start = 1;
  while (pathname[start] === '/') start += 1;
  const end = pathname.indexOf('/', start);
  return firstSegments.has(end === -1 ? pathname.slice(start) : pathname.slice(start, end));
}

/** Answers any request that the API owns; a slash at the end is forgiven, because a redirect would fail some clients. */
export function answerApi(request: Request, pathname: string): Promise<Response> | Response {
  const route = findRoute(pathname);
  // Methods that Next has no name for (PROPFIND, …) are refused as OPTIONS is.
  const handler = route[request.method as Method] ?? route.OPTIONS;
  return handler(request);
}

function findRoute(pathname: string): RouteModule {
  const own = pathname.startsWith(`${anthropicBase}/`) ? pathname.slice(anthropicBase.length) : pathname;
  const path = own.length > 1 && own.endsWith('/') ? own.slice(0, -1) : own;
  const exact = apiRoutes.get(path);
  if (exact) return exact;
  return named.find(([prefix]) => hasName(path, prefix))?.[1] ?? wrongAddress;
}

/** Addresses that end in a name, by what stands before it. */
const named = [
  ['/v1/models/', model],
  ['/v1/requests/', requestStory],
] as const;

function hasName(path: string, prefix: string): boolean {
  return path.length > prefix.length && path.startsWith(prefix) && !path.includes('/', prefix.length);
}
