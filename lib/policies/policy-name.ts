/**
 * What a published policy's calls are counted and suspended by: itself and its version, so that two policies of the same code do
 * not answer for each other, and a mended one begins with a clean slate. The digest tells it from one of the same name that was deleted.
 */
export function policyName({ id, version, digest }: { id: string; version: number | null; digest: string }): string {
  return `${id} ${version ?? 'none'} ${digest}`;
}

/** The policy and version in a name; null for what has none: a source that is only tried. */
export function readPolicyName(name: string): { policy: string; version: number } | null {
  const [, policy, version] = /^([a-z0-9._-]+) (\d+) [0-9a-f]+$/.exec(name) ?? [];
  return policy === undefined ? null : { policy, version: Number(version) };
}
