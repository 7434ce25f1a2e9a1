import type { Runtime } from '../runtime/runtime';
import { isLoopbackHost, reachableBy } from './loopback';

/** May a page that was asked for under this origin offer the demo's tokens? */
export function offersTokens(runtime: Runtime | null, origin: string): boolean {
  return (
    runtime !== null &&
    runtime.demo !== null &&
    reachableBy(runtime.settings) === null &&
    isLoopbackHost(new URL(origin).hostname)
  );
}

/**
 * `POST /api/demo/token`: the demo's tokens, for its own pages alone. A browser names the page that asks in `Origin` and no
 * page can forge it, and the Host must be a name of this machine, so that no name which a stranger has led here is believed.
 * Where a demo was let out (ROUTER_DEMO=anywhere) they are told in the terminal only.
 */
export function offerTokens(request: Request, runtime: Runtime | null): Response {
  const host = request.headers.get('host');
  const origin = readOrigin(request.headers.get('origin'));
  const site = request.headers.get('sec-fetch-site');
  const isOurs = origin !== null && origin.host === host?.toLowerCase() && (site ?? 'same-origin') === 'same-origin';
  if (!runtime?.demo || !isOurs || !offersTokens(runtime, origin.href)) {
    const error = { code: 'not-found', message: 'There is nothing at this address.' };
    return Response.json({ error }, { status: 404, headers });
  }
  return Response.json(runtime.demo.tokens, { headers });
}

const headers = { 'cache-control': 'no-store' };

/** `null` is what a browser sends for a page that has no origin of its own. */
function readOrigin(header: string | null): URL | null {
  return header !== null && URL.canParse(header) ? new URL(header) : null;
}
