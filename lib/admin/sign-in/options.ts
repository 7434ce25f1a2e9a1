import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { explainStoreError } from '../../../db/explain-store-error';
import type { Runtime } from '../../runtime/runtime';
import { acceptLink } from './accept-link';
import { authenticate } from './authenticate';
import type { SignedIn } from './begin-session';
import { consolePath } from './console-path';
import { endSession } from './end-session';
import { oidcProvider } from './oidc-provider';
import { sessionCookie, stateCookie } from './session-cookie';
import { SignInRefused } from './sign-in-refused';
import { signInWithOidc } from './sign-in-with-oidc';
import type { Visitor } from './visitor';

export type { Visitor } from './visitor';

/** The page that next-auth sends people to, whatever happened. */
export const signInPage = '/console/sign-in';

/** What next-auth builds its addresses on where the operator has told none; `ownAddress` takes it off again. */
const nowhere = 'http://router.invalid';

/**
 * next-auth as this house uses it: it knows the ways in and seals the cookie, which names a row of admin_sessions and nothing else.
 * What the row says is what holds (find-session.ts), so that a session can be ended from here.
 */
export function signInOptions(runtime: Runtime, visitor: Visitor): NextAuthOptions {
  const { settings } = runtime;
  // Told nothing, next-auth believes a header of any stranger.
  process.env.NEXTAUTH_URL = settings.publicUrl ?? nowhere;
  const cookie = sessionCookie(settings);
  const oidc = settings.oidc && oidcProvider(settings.oidc);
  let comingIn: SignedIn | null = null;
  return {
    secret: runtime.sessionSecret,
    useSecureCookies: cookie.options.secure,
    pages: { signIn: signInPage, error: signInPage, signOut: signInPage },
    session: { strategy: 'jwt', maxAge: cookieSeconds },
    // Not a word of what a stranger sends goes into the log; what matters is in the audit.
    logger: { error: (code) => runtime.log.debug({ code }, 'a sign-in failed'), warn: () => {}, debug: () => {} },
    cookies: { sessionToken: cookie, state: stateCookie(settings) },
    providers: [
      Credentials({
        credentials: { name: {}, password: {} },
        authorize: (given) =>
          told(runtime, async () => {
            const { name = '', password = '' } = texts(given);
            comingIn = await authenticate(runtime, visitor, { name, password });
            return comingIn;
          }),
      }),
      Credentials({
        id: 'setup',
        credentials: { token: {}, name: {}, password: {} },
        authorize: (given) =>
          told(runtime, async () => {
            const { token = '', name = '', password = '' } = texts(given);
            comingIn = await acceptLink(runtime, visitor, { token, name, password });
            return comingIn;
          }),
      }),
      ...(oidc ? [oidc] : []),
    ],
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.provider !== 'oidc') return comingIn !== null;
        const answer = await told(runtime, () => signInWithOidc(runtime, visitor, { ...profile }));
        if ('problem' in answer) return `${signInPage}?problem=${answer.problem}`;
        // Both ways of it: there and back.
        for (const _way of ['there', 'back']) runtime.trips.forgive(visitor.address);
        comingIn = answer;
        return true;
      },
      // Of a cookie that is there already nothing is changed; a new one is for whoever has just been let in.
      jwt: ({ token, account }) => (account ? { sub: comingIn?.id ?? '', sid: comingIn?.sid ?? '' } : token),
      session: ({ session, token }) => ({ expires: session.expires, sid: token.sid }),
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${consolePath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url)}`,
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await endSession(runtime, token.sid, visitor);
      },
    },
  };
}

/** Longer than any session: the row is what ends. */
const cookieSeconds = 31 * 86_400;

/** An address of next-auth’s without what it was built on: a browser knows better where it is. */
export function ownAddress(address: string): string {
  return address.startsWith(`${nowhere}/`) ? address.slice(nowhere.length) : address;
}

function texts(given: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => typeof value === 'string'));
}

/** next-auth hands on an error's words, into an address: of what nobody expected there are none but these. */
async function told<Result>({ log }: Pick<Runtime, 'log'>, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SignInRefused) throw new Error(`${error.problem}: ${error.message}`);
    log.error({ reason: explainStoreError(error) }, 'a sign-in could not be answered');
    throw new Error('failed: That could not be done at this moment. Try again in a minute.');
  }
}
