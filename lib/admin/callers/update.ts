import { sql } from 'drizzle-orm';
import type { Store, Transaction } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callers, callerTokens, projects, users } from '../../../db/schema';
import type { Limits } from '../../exchange/limits';
import type { HolderStatus, UserKind } from '../../exchange/statuses';
import { tidyLimits } from '../../exchange/tidy-limits';
import { findChange } from '../config/change';
import type { Fields } from '../config/describe';
import { describeLimits } from '../config/describe-limits';
import type { HolderChange } from '../contract/callers';
import { statusAt } from '../tokens/status-at';
import { callersOf, findHolder, type Holder, nameHolder, refuseDeclared, rowOf, tables } from './holders';

export interface HolderFields {
  status?: HolderStatus | undefined;
  kind?: UserKind | undefined;
  title?: string | null | undefined;
  limits?: Limits | null | undefined;
}

/**
 * Changes a user, a project or a caller. A status reaches every token that hangs on it, so how many is told, and with `dryRun` only
 * told. Whoever calls this refreshes the snapshot afterwards.
 */
export async function updateHolder({
  store,
  author,
  holder,
  fields,
  dryRun = false,
  now = new Date(),
}: {
  store: Pick<Store, 'db'>;
  author: Author;
  holder: Holder;
  fields: HolderFields;
  dryRun?: boolean;
  now?: Date;
}): Promise<HolderChange> {
  return store.db.transaction(async (transaction) => {
    const before = await lockPolicy(transaction);
    const present = await findHolder(transaction, holder);
    refuseDeclared(holder, present);
    const given = readGiven(fields);
    const objectId = nameHolder(holder);
    const difference = findChange(holder.kind, objectId, fieldsOf(present), fieldsOf(given))?.difference ?? {};
    const { stopped, started } = await countTouched(transaction, holder, fields.status ?? present.status, now);
    const told = { dry_run: dryRun, difference, tokens_stopped: stopped, tokens_started: started };
    if (dryRun || Object.keys(difference).length === 0) return { ...told, version: before };

    const version = await advancePolicy(transaction, { structure: true });
    await transaction.update(tables[holder.kind]).set(given).where(rowOf(holder));
    const object = { objectKind: holder.kind, objectId, difference };
    await writeAudit(transaction, { ...author, action: 'update', policyVersion: version, ...object });
    return { ...told, version };
  });
}

/** What is left out stays as it is. */
function readGiven({ limits, ...fields }: HolderFields): HolderFields {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return limits === undefined ? given : { ...given, limits: tidyLimits(limits) };
}

function fieldsOf({ limits, ...fields }: HolderFields): Fields {
  return limits === undefined ? fields : { ...fields, ...describeLimits(limits) };
}

/** What a status would make of the tokens: how many a request is served with now and would not be then, and the other way round. */
async function countTouched(transaction: Transaction, holder: Holder, status: HolderStatus, now: Date) {
  const serves = sql`${statusAt(now)} = 'active'`;
  const wouldServe = sql`${statusAt(now, { [holder.kind]: status })} = 'active'`;
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  const [row] = await transaction
    .select({
      stopped: count(sql`${serves} and not ${wouldServe}`),
      started: count(sql`${wouldServe} and not ${serves}`),
    })
    .from(callerTokens)
    .innerJoin(callers, sql`${callers.id} = ${callerTokens.callerId}`)
    .innerJoin(users, sql`${users.id} = ${callers.userId}`)
    .innerJoin(projects, sql`${projects.id} = ${callers.projectId}`)
    .where(callersOf(holder));
  return row ?? { stopped: 0, started: 0 };
}
