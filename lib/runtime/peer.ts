import type { Runtime } from './runtime';

/**
 * Who is at the other end: the address that server.ts saw, which it hands on under a name that no client can know. Null behind any
 * other host of Next, where nobody can tell.
 */
export function peerOf(headers: Headers, { peerHeader }: Pick<Runtime, 'peerHeader'>): string | null {
  return headers.get(peerHeader);
}
