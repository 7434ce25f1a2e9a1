import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { lockPolicy, policyStateId, writeAudit } from '../../db/queries/policy-change';
import { policyState, providers } from '../../db/schema';
import { SealError, type Sealer } from './seal';
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
 * canary; replicas that start together agree on one. With the secret before (ROUTER_SECRET_PREVIOUS) whatever that one sealed is
 * sealed anew: how many keys, or null where there was nothing to do.
 */
export async function checkCanary(
  database: Database,
  sealer: Sealer,
  previous: Sealer | null = null,
): Promise<{ resealed: number; unread: string[] } | null> {
  const sealed = (await readCanary(database)) ?? (await leaveCanary(database, sealer));
  if (opensCanary(sealer, sealed)) return null;
  if (previous && opensCanary(previous, sealed)) return reseal(database, sealer, previous);
  throw new Error(
    'ROUTER_SECRET is not the secret this store was sealed with. Set the one it was first started with (with the embedded store: the file "secret" in the data folder), or, to change it, set that one as ROUTER_SECRET_PREVIOUS.',
  );
}

/** No new policy: what is opened is the same, and a replica that still runs with the secret before goes on with what it has. */
function reseal(database: Database, sealer: Sealer, previous: Sealer): Promise<{ resealed: number; unread: string[] }> {
  return database.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    const unread: string[] = [];
    let resealed = 0;
    const sealed = (await readCanary(transaction)) ?? '';
    // Another replica that started with the same two secrets was first.
    if (opensCanary(sealer, sealed)) return { resealed, unread };
    for (const { id, apiKeySealed } of await transaction.select().from(providers).orderBy(providers.id)) {
      if (apiKeySealed === null) continue;
      try {
        const again = sealer.seal('provider-api-key', id, previous.open('provider-api-key', id, apiKeySealed));
        await transaction.update(providers).set({ apiKeySealed: again }).where(eq(providers.id, id));
        resealed += 1;
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        unread.push(id);
      }
    }
    const canarySealed = sealer.seal('canary', canaryContext, canaryText);
    await transaction.update(policyState).set({ canarySealed }).where(eq(policyState.id, policyStateId));
    const difference = { provider_keys: { from: null, to: `${resealed} sealed anew` } };
    const what = { action: 'update', objectKind: 'secret', objectId: 'ROUTER_SECRET' };
    await writeAudit(transaction, { actor: 'server', ...what, policyVersion, difference });
    return { resealed, unread };
  });
}

function opensCanary(sealer: Sealer, sealed: string): boolean {
  try {
    return sealer.open('canary', canaryContext, sealed) === canaryText;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
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
