/**
 * Custom headers are stored in the clear and seen by whoever sees a provider, so they are no place for secrets. What looks like
 * one by its name or by the way its value begins is shown to nobody, and taken new from a file alone.
 */
export function isSecretHeader(name: string, value: string): boolean {
  return secretName.test(name) || /^(?:bearer|basic)\s/i.test(value);
}

/** `x-team-token`, `apikey`, `cf-aig-authorization`, `helicone-auth`; not `x-max-tokens` and not `x-keyspace`. */
const secretName =
  /(?:^|[^a-z])(?:[a-z]*(?:token|secret|key|password|passwd|passphrase|credentials?|authorization|cookie|jwt)|auth|bearer|signature)(?:[^a-z]|$)/i;

/** What stands in place of such a value wherever it is shown. Given back, it means the value that is stored. */
export const hiddenValue = '(hidden)';

export function hideSecretHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => {
    return [name, isSecretHeader(name, value) ? hiddenValue : value] as const;
  });
  return Object.fromEntries(entries);
}
