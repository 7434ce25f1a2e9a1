import type { DeclaredProvider } from '../../config/declared';
import { goesElsewhere } from '../../exchange/goes-elsewhere';
import { hiddenValue, isSecretHeader } from '../../exchange/secret-headers';
import { AdminRefusal } from '../admin-refusal';

/** A new header that looks like a secret is none to be typed in; one that is stored may stay as it is. */
export function refuseSecretHeaders(
  given: Readonly<Record<string, string>> | undefined,
  stored: Readonly<Record<string, string>> = {},
): void {
  for (const [name, value] of Object.entries(given ?? {})) {
    const isKept = stored[name] !== undefined && (value === hiddenValue || value === stored[name]);
    if (isKept || !(value === hiddenValue || isSecretHeader(name, value))) continue;
    throw new AdminRefusal(
      'invalid',
      `headers.${name}: it looks like a secret, and headers are shown to whoever sees the provider: give it as api_key, and in auth how it is sent; a second one can be declared in a configuration file only`,
    );
  }
}

/** As the key does, a header that looks like a secret stays behind when its provider goes elsewhere. */
export function refuseMovedHeaders(before: DeclaredProvider, after: DeclaredProvider): void {
  if (!goesElsewhere(before, after)) return;
  const moved = Object.entries(after.headers ?? {}).find(([name, value]) => {
    return before.headers?.[name] !== undefined && (value === hiddenValue || isSecretHeader(name, value));
  });
  if (!moved) return;
  throw new AdminRefusal(
    'invalid',
    `headers.${moved[0]}: it looks like a secret, and was given for another address, dialect or way of sending the key: take it out`,
  );
}
