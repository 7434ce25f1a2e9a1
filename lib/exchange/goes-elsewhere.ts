import { type AuthKind, authOfDialect } from './auth-kinds';
import type { DialectId } from './dialect-ids';

/** What a provider's key was given for: where it is sent, in which language and how. */
export interface KeyPlace {
  dialect: DialectId;
  baseUrl: string;
  auth?: AuthKind | null | undefined;
}

/**
 * Would a key be sent elsewhere, or otherwise, than it was given for? Then it stays behind. One host may serve many: another path
 * or query is another place, a slash at the end is none. What cannot be read as an address is compared as it is written.
 */
export function goesElsewhere(one: KeyPlace, other: KeyPlace): boolean {
  return one.dialect !== other.dialect || authOf(one) !== authOf(other) || whereOf(one) !== whereOf(other);
}

function authOf({ auth, dialect }: KeyPlace): AuthKind {
  return auth ?? authOfDialect[dialect];
}

function whereOf({ baseUrl }: KeyPlace): string {
  const text = baseUrl.trim();
  if (!URL.canParse(text)) return text;
  const { origin, pathname, search } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`;
}
