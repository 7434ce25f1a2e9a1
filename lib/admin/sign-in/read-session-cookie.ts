import { decode } from 'next-auth/jwt';
import type { Runtime } from '../../runtime/runtime';

/** The session that a cookie names. Only this server can have written it; whether it is open still is the store's to say. */
export async function readSessionCookie(
  token: string | undefined,
  { sessionSecret: secret }: Pick<Runtime, 'sessionSecret'>,
): Promise<string | null> {
  const content = token ? await decode({ token, secret }).catch(() => null) : null;
  return typeof content?.sid === 'string' ? content.sid : null;
}
