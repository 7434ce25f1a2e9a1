import type { z } from 'zod';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
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
      const now = published === null ? 'none is' : `version ${published} is`;
      throw new AdminRefusal(
        'conflict',
        `somebody has published meanwhile: ${now} in force of policy "${id}" now; look at it, and give "based_on": ${published}`,
      );
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
