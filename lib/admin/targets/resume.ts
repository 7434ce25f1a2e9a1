import { and, eq, sql } from 'drizzle-orm';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { providerModels } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { nameModel } from '../config/present';
import type { VerbContext } from '../verb';
import { describePauses, type TargetPause } from './pauses';

export interface ResumedTarget {
  provider: string;
  model: string;
  /** What this server had left it alone for; the others end theirs as well. */
  ended: TargetPause[];
}

/**
 * Has a model asked again though it is left alone: a provider that said "in an hour" may be back sooner, and somebody knows. It
 * changes no configuration, so it does not matter whose the model is.
 */
export async function resumeTarget(
  { runtime, author }: VerbContext,
  { provider, model }: { provider: string; model: string },
): Promise<ResumedTarget> {
  const { store, health, snapshot } = runtime;
  const target = { id: nameModel(provider, model), provider: { id: provider } };
  const ended = describePauses(health.pausesOf(target, Date.now()));
  await store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const found = await transaction
      .update(providerModels)
      .set({ resumedAt: sql`clock_timestamp()` })
      .where(and(eq(providerModels.providerId, provider), eq(providerModels.id, model)))
      .returning({ id: providerModels.id });
    if (found.length === 0) throw new AdminRefusal('not-found', `no model "${model}" in provider "${provider}"`);
    const policyVersion = await advancePolicy(transaction, { structure: true });
    const difference = { paused_until: { from: ended[0]?.until ?? null, to: null } };
    const object = { objectKind: 'model', objectId: target.id, difference };
    await writeAudit(transaction, { ...author, action: 'resume', policyVersion, ...object });
  });
  await snapshot.refresh();
  // The snapshot tells this server too, unless the store went away meanwhile.
  health.reset(target);
  return { provider, model, ended };
}
