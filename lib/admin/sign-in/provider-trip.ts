import { decode } from 'next-auth/jwt';
import type { Runtime } from '../../runtime/runtime';
import { stateCookie } from './session-cookie';

/**
 * Is an answer of the provider one that this very browser asked for? next-auth asks as well, and first asks the provider where its
 * addresses are: a stranger could have it asked without end.
 */
export async function isOwnTrip(
  cookie: string | undefined,
  state: string | null,
  { settings, sessionSecret: secret }: Pick<Runtime, 'settings' | 'sessionSecret'>,
): Promise<boolean> {
  if (!cookie || !state) return false;
  const salt = stateCookie(settings).name;
  const kept = await decode({ token: cookie, secret, salt }).catch(() => null);
  return kept?.value === state;
}

export const tooManyTrips =
  'Too many sign-ins were begun from your address and not finished. Wait a few minutes and try again.';
