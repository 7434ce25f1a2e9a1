import type { IncomingMessage } from 'node:http';
import type { Runtime } from '../../runtime/runtime';
import { readSessionCookie } from './read-session-cookie';
import { sessionCookie } from './session-cookie';

/** As much as any action of the console needs but that which takes a whole configuration. */
const strangersBytes = 64 * 1024;

/**
 * May this be handed to Next? What looks like a server action is read and unpacked by Next before our own code can ask who sent it, in the
 * process that serves callers. So only a browser that has signed in may send one that takes time to unpack.
 */
export async function maySend(
  { method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  runtime: Pick<Runtime, 'settings' | 'sessionSecret'>,
): Promise<boolean> {
  const type = headers['content-type'] ?? '';
  const isForm = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type);
  // Route handlers read their own bodies, each with its limit.
  if (url?.startsWith('/api/')) return true;
  if (method !== 'POST' || (headers['next-action'] === undefined && !isForm)) return true;
  const bytes = Number(headers['content-length'] ?? Number.NaN);
  if (bytes <= strangersBytes && !isForm) return true;
  const { name } = sessionCookie(runtime.settings);
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const token = cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return (await readSessionCookie(token, runtime)) !== null;
}
