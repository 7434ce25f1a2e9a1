import { lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { policyName } from '../../policies/policy-name';
import { AdminRefusal } from '../admin-refusal';
import type { VerbContext } from '../verb';
import { findPolicy } from './open-for-change';
import { findVersion } from './read';

/** Lets the published version run again at once, with a clean slate: in this process, which is where it was suspended. */
export async function resumePolicy({ runtime, author }: VerbContext, id: string): Promise<void> {
  const name = await runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    const policy = await findPolicy(transaction, id);
    if (!policy) throw new AdminRefusal('not-found', `no policy "${id}"`);
    if (policy.published === null) throw new AdminRefusal('conflict', `no version of policy "${id}" is published`);
    const version = await findVersion(transaction, id, policy.published);
    const counted = policyName({ id, version: policy.published, digest: version.digest });
    const until = runtime.sandbox.suspendedUntil(counted);
    const difference = { suspended_until: { from: until === null ? null : new Date(until).toISOString(), to: null } };
    if (until !== null) {
      const object = { objectKind: 'policy', objectId: id, difference };
      await writeAudit(transaction, { ...author, action: 'resume', policyVersion, ...object });
    }
    return counted;
  });
  runtime.sandbox.resume(name);
}
