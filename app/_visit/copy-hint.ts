import { looksDamaged } from '@/lib/callers/token-format';

/** What can be said of an unknown token from the look of it: a hint beside the real answer, never a refusal by itself. */
export function copyHint(token: string): string {
  if (!token.startsWith('rtr_'))
    return 'A caller token begins with “rtr_”, and this does not: it may be some other key.';
  if (token.length < shortestToken) return 'It is too short for a whole token: a piece is missing.';
  if (looksDamaged(token))
    return 'It looks like a damaged copy: its checksum does not fit. Copy it again from where it was given to you.';
  const secret = token.split('_').at(-1) ?? '';
  if (secret.length < mintedSecret) {
    return `Tokens made by the router end in ${mintedSecret} letters and digits, and this one in ${secret.length}: a piece may be missing.`;
  }
  return 'It has the look of a whole caller token.';
}

/** Not a piece of a token, nor a damaged copy of one: such as those no deployment knows. */
export function maybeElsewhere(token: string): boolean {
  return token.startsWith('rtr_') && token.length >= shortestToken && !looksDamaged(token);
}

/** A declared token may be anything that begins with `rtr_` and is at least this long. */
const shortestToken = 40;
/** 32 random bytes in base62, and the checksum. */
const mintedSecret = 49;
