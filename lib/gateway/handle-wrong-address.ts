import { Fault } from '../faults/fault';
import { requestOrigin } from '../runtime/request-origin';
import { apiPaths } from './api-paths';
import { answerJson } from './endpoint';

/** Every address under /v1 that is none, and the ones a wrong base URL leads to: JSON that says what the right one is. */
export function handleWrongAddress(request: Request): Promise<Response> {
  return answerJson(request, (runtime) => {
    const { pathname } = new URL(request.url);
    const base = `${requestOrigin(request, runtime)}/v1`;
    if (withoutBase(pathname) === '/completions') {
      throw new Fault('unsupported-feature', {
        message: `Legacy completions are not served by any model group; use ${base}/chat/completions.`,
      });
    }
    if (/^\/(?:anthropic\/v1\/)?responses\/./.test(withoutBase(pathname))) {
      throw new Fault('unsupported-feature', {
        message: `Answers are not kept by this router, so there is nothing to fetch, cancel or delete: send what was said before as "input" to ${base}/responses.`,
      });
    }
    throw new Fault('not-found', { message: `There is nothing at ${shorten(pathname)}. ${advise(pathname, base)}` });
  });
}

function advise(asked: string, base: string): string {
  const pathname = asked.replace(/\/{2,}/g, '/');
  const rest = withoutBase(asked);
  const meant = apiPaths.find(
    (path) => path === `/v1${rest}` || (path.endsWith('/{id}') && matchesId(path, `/v1${rest}`)),
  );
  if (rest === '') return `The API base is ${base}; try GET ${base}/models.`;
  if (meant && pathname.startsWith('/v1/v1')) return `The base URL has /v1 twice: it is ${base}.`;
  if (meant && !pathname.startsWith('/v1')) return `The base URL lacks /v1: it is ${base}.`;
  if (meant && pathname !== asked) return `The address has a slash too many: the base URL is ${base}.`;
  const tail = apiPaths.map((path) => path.slice('/v1'.length)).find((path) => pathname.endsWith(path));
  if (tail)
    return `That is at ${base}${tail}: the base URL is ${base}, and for Anthropic's clients ${base.slice(0, -3)}.`;
  return `The API base is ${base}, and it has: ${apiPaths.join(', ')}.`;
}

/** What was asked for, without the base and the slashes that were one too many. */
function withoutBase(asked: string): string {
  return asked
    .replace(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/^(?:\/v1)+/, '');
}

function matchesId(path: string, asked: string): boolean {
  const prefix = path.slice(0, -'{id}'.length);
  return asked.startsWith(prefix) && !asked.slice(prefix.length).includes('/');
}

function shorten(pathname: string): string {
  return pathname.length > 100 ? `${pathname.slice(0, 100)}…` : pathname;
}
