import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { Runtime } from '../../runtime/runtime';
import { authenticate } from './authenticate';
import { beginSession } from './begin-session';

/** Where a sign-in comes from, as far as that is known. */
export interface Visitor {
  address: string | null;
  client: string | null;
}

/** The paths of the pages that next-auth sends people to. */
export const signInPage = '/console/sign-in';

/**
 * next-auth as this house uses it: it knows the ways in and seals the cookie, which names a row of admin_sessions and nothing else.
 * What the row says is what holds (find-session.ts), so that a session can be ended from here.
 */
export function signInOptions(runtime: Runtime, visitor: Visitor): NextAuthOptions {
  const { settings } = runtime;
  // next-auth builds its addresses from this and, told nothing, from localhost:3000.
  process.env.NEXTAUTH_URL = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
  const secure = settings.publicUrl?.startsWith('https://') ?? false;
  return {
    secret: runtime.sessionSecret,
    useSecureCookies: secure,
    pages: { signIn: signInPage, error: signInPage, signOut: signInPage },
    session: { strategy: 'jwt', maxAge: cookieSeconds },
    cookies: {
      sessionToken: {
        name: secure ? '__Host-router.session' : 'router.session',
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      Credentials({
        credentials: { name: {}, password: {} },
        authorize: (given) => authenticate(runtime, { name: given?.name ?? '', password: given?.password ?? '' }),
      }),
    ],
    callbacks: {
      async jwt({ token, user, account }) {
        if (!account) return token;
        const sessionId = await beginSession(runtime, {
          administratorId: Number(user.id),
          method: 'password',
          visitor,
        });
        return { sub: user.id, sid: sessionId };
      },
      session: ({ session, token }) => ({ expires: session.expires, sid: token.sid }),
    },
  };
}

/** Longer than any session: the row is what ends. */
const cookieSeconds = 7 * 86_400;
