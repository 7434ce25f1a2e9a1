import { headers } from 'next/headers';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { Actor } from '@/lib/admin/actor';
import { findSession } from '@/lib/admin/sign-in/find-session';
import { signInOptions } from '@/lib/admin/sign-in/options';
import { peerOf } from '@/lib/runtime/peer';
import { getRuntime } from '@/lib/runtime/runtime';

/** Who is signed in, asked of the store once for each page and each action; null for nobody. */
export const findSignedIn = cache(async (): Promise<Actor | null> => {
  const runtime = getRuntime();
  const address = peerOf(await headers(), runtime);
  const session = await getServerSession(signInOptions(runtime, { address, client: null }));
  const id = session && 'sid' in session ? session.sid : null;
  return typeof id === 'string' ? await findSession(runtime, id, address) : null;
});
