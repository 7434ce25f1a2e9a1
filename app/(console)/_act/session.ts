import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { Actor } from '@/lib/admin/actor';
import { findSession } from '@/lib/admin/sign-in/find-session';
import { readSessionCookie } from '@/lib/admin/sign-in/read-session-cookie';
import { sessionCookie } from '@/lib/admin/sign-in/session-cookie';
import { peerOf } from '@/lib/runtime/peer';
import { getRuntime } from '@/lib/runtime/runtime';

/** Who is signed in, asked of the store once for each page and each action; null for nobody. */
export const findSignedIn = cache(async (): Promise<Actor | null> => {
  const runtime = getRuntime();
  const token = (await cookies()).get(sessionCookie(runtime.settings).name)?.value;
  const id = await readSessionCookie(token, runtime);
  return id === null ? null : await findSession(runtime, id, peerOf(await headers(), runtime));
});
