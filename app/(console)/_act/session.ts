import { cookies, headers } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import type { Actor } from '@/lib/admin/actor';
import { findSession } from '@/lib/admin/sign-in/find-session';
import { sessionCookie } from '@/lib/admin/sign-in/session-cookie';
import { peerOf } from '@/lib/runtime/peer';
import { getRuntime, type Runtime } from '@/lib/runtime/runtime';

/** Who is signed in, asked of the store once for each page and each action; null for nobody. */
export const findSignedIn = cache(async (): Promise<Actor | null> => {
  const runtime = getRuntime();
  const id = await readCookie(runtime);
  return id === null ? null : await findSession(runtime, id, peerOf(await headers(), runtime));
});

/** The session that the cookie names. Only this server can have written it; whether it is open still is the store's to say. */
async function readCookie({ settings, sessionSecret: secret }: Runtime): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie(settings).name)?.value;
  const content = token ? await decode({ token, secret }).catch(() => null) : null;
  return typeof content?.sid === 'string' ? content.sid : null;
}
