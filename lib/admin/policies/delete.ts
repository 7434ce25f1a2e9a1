import { eq } from 'drizzle-orm';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { policies } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import type { VerbContext } from '../verb';
import { openForChange } from './open-for-change';
import { readUses } from './read';

/** Takes a policy away with all its versions, unless a group asks it. */
export async function deletePolicy({ runtime, author }: VerbContext, id: string): Promise<{ id: string }> {
  await runtime.store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    await openForChange(transaction, id);
    const groups = (await readUses(transaction)).get(id) ?? [];
    if (groups.length > 0) throw new AdminRefusal('conflict', explainUse(id, groups));
    const version = await advancePolicy(transaction, { structure: true });
    await transaction.delete(policies).where(eq(policies.id, id));
    const object = { objectKind: 'policy', objectId: id, difference: {} };
    await writeAudit(transaction, { ...author, action: 'delete', policyVersion: version, ...object });
  });
  await runtime.snapshot.refresh();
  return { id };
}

function explainUse(id: string, groups: readonly string[]): string {
  const named = groups.slice(0, 10).map((group) => `"${group}"`);
  const more = groups.length > named.length ? ` and ${groups.length - named.length} more` : '';
  const asks = groups.length === 1 ? 'group asks' : 'groups ask';
  return `${groups.length} ${asks} policy "${id}" (${named.join(', ')}${more}): give them another strategy first`;
}
