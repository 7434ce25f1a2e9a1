import { and, desc, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../../db/client';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { auditEvents } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import type { PolicyChange, PublishPolicyRequest } from '../contract/policies';
import type { VerbContext } from '../verb';
import { openForChange } from './open-for-change';
import { findVersion } from './read';
import { markPublished } from './save';

/** Puts a version in force for every group that asks the policy, from the next request on; an older one is a rollback. */
export async function publishPolicy(
  { runtime, author }: VerbContext,
  { policy_id: id, number, based_on: basedOn }: z.output<typeof PublishPolicyRequest>,
): Promise<PolicyChange> {
  const done = await runtime.store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const { published } = await openForChange(transaction, id);
    await findVersion(transaction, id, number);
    if (published !== basedOn) {
      const { words, since } = await explainMeanwhile(transaction, id, published);
      throw new AdminRefusal('conflict', words, undefined, since);
    }
    if (published === number) return { id, number, published, changed: false };
    const version = await advancePolicy(transaction, { structure: true });
    await markPublished(transaction, id, number);
    const action = published !== null && number < published ? 'rollback' : 'publish';
    const difference = { published: { from: published, to: number } };
    const object = { objectKind: 'policy', objectId: id, difference };
    await writeAudit(transaction, { ...author, action, policyVersion: version, ...object });
    return { id, number, published: number, changed: true };
  });
  await runtime.snapshot.refresh();
  return done;
}

/** Who was first, as the audit has it: a version may have been saved by somebody else than who published it. */
async function explainMeanwhile(transaction: Transaction, id: string, published: number | null) {
  const isOfThis = and(eq(auditEvents.objectKind, 'policy'), eq(auditEvents.objectId, id));
  const [last] = await transaction
    .select({ actor: auditEvents.actor, at: auditEvents.at })
    .from(auditEvents)
    .where(and(isOfThis, sql`${auditEvents.difference} -> 'published' is not null`))
    .orderBy(desc(auditEvents.id))
    .limit(1);
  const at = last?.at.toISOString() ?? '';
  const who = last ? `${last.actor} published version ${published} at ${at}` : 'somebody has published';
  const now = published === null ? 'none is' : `version ${published} is`;
  const words = `${who} meanwhile: ${now} in force of policy "${id}" now; look at it, and give "based_on": ${published}`;
  return { words, since: last && { version: published ?? 0, actor: last.actor, at, deleted: false } };
}
