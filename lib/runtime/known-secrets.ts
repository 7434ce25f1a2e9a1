import type { Settings } from '../env';
import type { SnapshotHolder } from '../snapshot/holder';
import type { Snapshot } from '../snapshot/snapshot';

export interface KnownSecrets {
  /** As they stand in a line of JSON. */
  list(): readonly string[];
  /** From now on the keys of providers as well, as the policy in force has them. */
  follow(snapshot: Pick<SnapshotHolder, 'current'>): void;
}

/** What the log must never say, as far as this process knows it by heart. */
export function createKnownSecrets(settings: Settings): KnownSecrets {
  const own = [settings.secret, settings.previousSecret, settings.adminToken, settings.oidc?.clientSecret ?? null];
  const fixed = asWritten([...own, passwordOf(settings.databaseUrl)]);
  let policy: Pick<SnapshotHolder, 'current'> | null = null;
  let groups: Snapshot['groups'] | null = null;
  let secrets = fixed;
  return {
    list() {
      const present = policy?.current().groups ?? null;
      if (present === groups) return secrets;
      groups = present;
      secrets = [...fixed, ...asWritten(providerKeys(present))];
      return secrets;
    },
    follow(snapshot) {
      policy = snapshot;
    },
  };
}

function providerKeys(groups: Snapshot['groups'] | null): (string | null)[] {
  const keys = new Set<string | null>();
  for (const { targets } of groups?.values() ?? []) for (const { provider } of targets) keys.add(provider.apiKey);
  return [...keys];
}

function passwordOf(databaseUrl: string | null): string | null {
  if (databaseUrl === null || !URL.canParse(databaseUrl)) return null;
  return new URL(databaseUrl).password || null;
}

function asWritten(secrets: readonly (string | null)[]): string[] {
  return secrets.filter((secret) => secret !== null).map((secret) => JSON.stringify(secret).slice(1, -1));
}
