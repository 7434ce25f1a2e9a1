import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { lockPolicy, policyStateId } from '../../db/queries/policy-change';
import { policyState } from '../../db/schema';
import type { Sealer } from './seal';
import { readOrMakeSecret } from './secret-file';

export interface SecretSettings {
  secret: string | null;
  databaseUrl: string | null;
  dataDir: string;
}

/** ROUTER_SECRET, or, with the embedded store alone, the one kept in the data folder and made on first start. */
export function resolveSecret(settings: SecretSettings): string {
  if (settings.secret !== null) return settings.secret;
  if (settings.databaseUrl !== null) throw new Error('ROUTER_SECRET is required with DATABASE_URL');
  const file = path.join(settings.dataDir, 'secret');
  const secret = readOrMakeSecret(file);
  if (secret === null) throw new Error(`${file} holds no secret: restore it, or set ROUTER_SECRET`);
  return secret;
}

/**
 * Refuses a secret that this store was not sealed with, before anything is sealed with it. The first start leaves the
 * canary; replicas that start together agree on one.
 */
export async function checkCanary(database: Database, sealer: Sealer): Promise<void> {
  const sealed = (await readCanary(database)) ?? (await leaveCanary(database, sealer));
  try {
    if (sealer.open('canary', canaryContext, sealed) === canaryText) return;
  } catch {
    // Told below: the reason is always the same.
  }
  throw new Error(
    'ROUTER_SECRET is not the secret this store was sealed with. Set the one it was first started with (with the embedded store: the file "secret" in the data folder).',
  );
}

const canaryContext = 'policy_state';
const canaryText = 'genai-smart-router';

async function readCanary(database: Pick<Database, 'select'>): Promise<string | null> {
  const [state] = await database
    .select({ canary: policyState.canarySealed })
    .from(policyState)
    .where(eq(policyState.id, policyStateId));
  return state?.canary ?? null;
}

function leaveCanary(database: Database, sealer: Sealer): Promise<string> {
  return database.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const left = await readCanary(transaction);
    if (left !== null) return left;
    const canarySealed = sealer.seal('canary', canaryContext, canaryText);
    await transaction.update(policyState).set({ canarySealed }).where(eq(policyState.id, policyStateId));
    return canarySealed;
  });
}
