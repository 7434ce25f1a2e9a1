import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { policies } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { findChange } from '../config/change';
import type { PolicySettingsRequest } from '../contract/policies';
import type { VerbContext } from '../verb';
import { openForChange, type PolicyObject } from './open-for-change';

type Settings = Pick<PolicyObject, 'title' | 'deadlineMs' | 'onError' | 'fallback'>;
type Given = Pick<z.output<typeof PolicySettingsRequest>, 'title' | 'deadline_ms' | 'on_error' | 'fallback'>;

export const newSettings: Settings = { title: null, deadlineMs: null, onError: 'fallback', fallback: 'weighted' };

/** What is not given stays. */
export function applySettings(present: Settings, { title, deadline_ms, on_error, fallback }: Given): Settings {
  return {
    title: title === undefined ? present.title : title,
    deadlineMs: deadline_ms === undefined ? present.deadlineMs : deadline_ms,
    onError: on_error ?? present.onError,
    fallback: fallback ?? present.fallback,
  };
}

export function describeSettings({ title, deadlineMs, onError, fallback }: Settings) {
  return { title, deadline_ms: deadlineMs, on_error: onError, fallback };
}

/** Changes how a policy is asked, and what becomes of a request when it fails: for every version, from the next request on. */
export async function changeSettings(
  { runtime, author }: VerbContext,
  { policy_id: id, revision, ...given }: z.output<typeof PolicySettingsRequest>,
): Promise<void> {
  await runtime.store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const present = await openForChange(transaction, id);
    if (revision !== undefined && present.updatedAt.toISOString() !== revision) {
      throw new AdminRefusal('conflict', `policy "${id}" was changed since you opened it: look at what it says now`);
    }
    const settings = applySettings(present, given);
    const change = findChange('policy', id, describeSettings(present), describeSettings(settings));
    if (!change) return;
    const version = await advancePolicy(transaction, { structure: true });
    await transaction
      .update(policies)
      .set({ ...settings, updatedAt: sql`now()` })
      .where(eq(policies.id, id));
    const object = { objectKind: 'policy', objectId: id, difference: change.difference };
    await writeAudit(transaction, { ...author, action: 'update', policyVersion: version, ...object });
  });
  await runtime.snapshot.refresh();
}
