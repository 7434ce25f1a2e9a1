import { eq, or, sql } from 'drizzle-orm';
import type { Store, Transaction } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callers, callerTokens, usageRecords } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { callersOf, findHolder, type Holder, nameHolder, refuseDeclared, rowOf, tables } from './holders';

/**
 * Takes away a user, a project or a caller that never had anything: no token, no request. Everything else has a history that its
 * name belongs to, and is disabled instead. Whoever calls this refreshes the snapshot afterwards.
 */
export async function deleteHolder({
  store,
  author,
  holder,
}: {
  store: Pick<Store, 'db'>;
  author: Author;
  holder: Holder;
}): Promise<{ version: number }> {
  return store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const present = await findHolder(transaction, holder);
    refuseDeclared(holder, present);
    await refuseHistory(transaction, holder);
    const version = await advancePolicy(transaction, { structure: true });
    const gone = await transaction.delete(callers).where(callersOf(holder)).returning();
    if (holder.kind !== 'caller') await transaction.delete(tables[holder.kind]).where(rowOf(holder));
    const entry = { ...author, action: 'delete', policyVersion: version };
    for (const { userId, projectId } of holder.kind === 'caller' ? [] : gone) {
      await writeAudit(transaction, { ...entry, objectKind: 'caller', objectId: `${userId}/${projectId}` });
    }
    await writeAudit(transaction, { ...entry, objectKind: holder.kind, objectId: nameHolder(holder) });
    return { version };
  });
}

async function refuseHistory(transaction: Transaction, holder: Holder): Promise<void> {
  const name = `${holder.kind} "${nameHolder(holder)}"`;
  const [token] = await transaction
    .select({ id: callerTokens.tokenId })
    .from(callerTokens)
    .innerJoin(callers, eq(callers.id, callerTokens.callerId))
    .where(callersOf(holder))
    .limit(1);
  if (token) throw new AdminRefusal('conflict', `${name} has tokens, or had some; disable it instead`);
  const [declared] = await transaction
    .select({ id: callers.id })
    .from(callers)
    .where(sql`${callersOf(holder)} and ${or(eq(callers.managedBy, 'file'), eq(callers.managedBy, 'demo'))}`)
    .limit(1);
  if (declared) throw new AdminRefusal('declared', `${name} is used by what a configuration file declares`);
  // No index leads from a name to its requests; a caller without tokens is seldom deleted, and its records seldom many.
  const used = [
    holder.kind === 'project' ? undefined : eq(usageRecords.userId, holder.user),
    holder.kind === 'user' ? undefined : eq(usageRecords.projectId, holder.project),
  ].filter((condition) => condition !== undefined);
  const [record] = await transaction
    .select({ id: usageRecords.id })
    .from(usageRecords)
    .where(sql.join(used, sql` and `))
    .limit(1);
  if (record) throw new AdminRefusal('conflict', `${name} has sent requests; disable it instead`);
}
