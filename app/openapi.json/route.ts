import { openapi } from '@/lib/docs/openapi';
import { requestOrigin } from '@/lib/docs/request-origin';
import { version } from '@/package.json';

/** Read by programs of any origin: it says nothing that is not in the docs. */
export async function GET(): Promise<Response> {
  return Response.json(openapi(await requestOrigin(), version), {
    headers: { 'cache-control': 'no-store', vary: 'Host', 'access-control-allow-origin': '*' },
  });
}
