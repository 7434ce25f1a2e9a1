import { requestIdOf } from '../runtime/request-id';

/** What /healthz, /readyz and /version say: never kept by a cache, and with a request id as every answer. */
export function operatorAnswer(request: Request, body: unknown, status = 200): Response {
  const headers = { 'cache-control': 'no-store', 'x-request-id': requestIdOf(request.headers) };
  return Response.json(body, { status, headers });
}
