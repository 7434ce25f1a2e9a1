import { isNotNull } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { type Author, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callerTokens, modelGroups, projects } from '../../../db/schema';
import type { QuotaCounter } from '../../admission/counters';
import type { Limited } from '../../admission/counters-of';
import type { Runtime } from '../../runtime/runtime';
import { readAllSpent } from '../../usage/read-spent';
import type { LedgerCheck, LedgerDrift } from '../contract/ledger';

interface Drift {
  counter: QuotaCounter;
  drift: LedgerDrift;
}

/** Sums of decimals are off by so much at most. */
const rounding = 1e-6;

/** A request that ends between two looks is counted in the one and not yet in the other. */
const looks = 3;
const pauseMs = 500;

/**
 * Do the counters say what the usage records say? Each quota that is counted at the moment beside the sum of its period's records;
 * what is reserved for requests under way has no record yet. With `repairs` the counter is put right.
 */
export async function checkLedger(
  runtime: Pick<Runtime, 'store' | 'usage' | 'admission'>,
  { repairs }: { repairs: Author | null },
): Promise<LedgerCheck> {
  const { store, usage, admission } = runtime;
  const limited = await readLimited(store.db);
  let compared = await compare(0);
  for (let look = 1; look < looks && compared.drifts.length > 0; look += 1) compared = await compare(pauseMs);
  if (repairs) await repairAll(runtime, compared.drifts, repairs);
  const drifts = compared.drifts.map(({ drift }) => drift);
  return { object: 'ledger.check', checked: compared.checked, drifts, repaired: repairs ? drifts.length : 0 };

  async function compare(waitMs: number): Promise<{ checked: number; drifts: Drift[] }> {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await usage.flush();
    const quotas = await admission.quotas(limited, Date.now());
    const sums = new Map<string, ReturnType<typeof readAllSpent>>();
    const drifts: Drift[] = [];
    for (const { counter, use } of quotas) {
      const key = `${counter.scope} ${counter.beganAt} ${counter.endsAt}`;
      const all = sums.get(key) ?? readAllSpent(store.db, counter);
      sums.set(key, all);
      const recorded = (await all).get(counter.scopeId)?.[counter.measure] ?? 0;
      const counted = use.used - use.reserved;
      if (Math.abs(counted - recorded) <= rounding) continue;
      const { scope, scopeId: id, name } = counter;
      drifts.push({ counter, drift: { scope, id, name, counted, recorded, reserved: use.reserved } });
    }
    return { checked: quotas.length, drifts };
  }
}

/** Who put which counter right stands in the audit: somebody may spend more, or less, for it. */
async function repairAll(
  { store, admission }: Pick<Runtime, 'store' | 'admission'>,
  drifts: readonly Drift[],
  author: Author,
): Promise<void> {
  for (const { counter, drift } of drifts) {
    await store.db.transaction(async (transaction) => {
      await writeAudit(transaction, {
        ...{ ...author, action: 'repair', policyVersion: await lockPolicy(transaction) },
        ...{ objectKind: drift.scope, objectId: drift.id },
        difference: { [`counted ${drift.name}`]: { from: drift.counted, to: drift.recorded } },
      });
    });
    await admission.repair(counter, drift.recorded);
  }
}

/** Everybody who has a limit. */
async function readLimited(database: Database): Promise<Limited[]> {
  const read = async (scope: Limited['scope'], table: typeof projects | typeof modelGroups | typeof callerTokens) => {
    const id = 'tokenId' in table ? table.tokenId : table.id;
    const rows = await database.select({ id, limits: table.limits }).from(table).where(isNotNull(table.limits));
    return rows.flatMap(({ id: name, limits }) => (limits ? [{ scope, id: name, limits }] : []));
  };
  return [
    ...(await read('token', callerTokens)),
    ...(await read('project', projects)),
    ...(await read('group', modelGroups)),
  ];
}
