import type { IncomingMessage } from 'node:http';

/**
 * Is this a server action that a page of somebody else's sends? Next refuses it too, but with a 500 and a stack in the log: any stranger
 * could fill the log with what looks like a fault of the server.
 */
export function comesFromElsewhere({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  const { origin } = headers;
  if (method !== 'POST' || headers['next-action'] === undefined || origin === undefined) return false;
  const own = [headers.host, headers['x-forwarded-host']].flat();
  return !own.includes(URL.canParse(origin) ? new URL(origin).host : 'null');
}
