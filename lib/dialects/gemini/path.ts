import type { RelayContext } from '../dialect';

/** The model stands in the path, where Google writes it as `models/…`; a tuned one has a collection of its own. */
export function path({ upstreamModel, request }: RelayContext): string {
  const name = upstreamModel.includes('/') ? upstreamModel : `models/${upstreamModel}`;
  const address = name
    .split('/')
    .filter((part) => part !== '')
    .map(encodeURIComponent)
    .join('/');
  return request.stream ? `/${address}:streamGenerateContent?alt=sse` : `/${address}:generateContent`;
}
