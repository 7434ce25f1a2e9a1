import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../../db/client';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { policies, policyVersions } from '../../../db/schema';
import type { CompiledPolicy } from '../../policies/compiled-policy';
import { AdminRefusal } from '../admin-refusal';
import { findChange } from '../config/change';
import { refuseOthers } from '../config/refuse-declared';
import { versionFields } from '../config/write-policies';
import type { PolicyChange, SavePolicyRequest } from '../contract/policies';
import type { VerbContext } from '../verb';
import { compilerOf } from './compiler';
import { findPolicy, type PolicyObject, readNewest } from './open-for-change';
import { applySettings, describeSettings, newSettings } from './settings';

type Input = z.output<typeof SavePolicyRequest>;

/** Keeps a source as a draft, or in force where that is asked. One that does not compile is refused with all its problems. */
export async function savePolicy(context: VerbContext, input: Input): Promise<PolicyChange> {
  const { runtime } = context;
  const compiled = await compile(context, input);
  const saved = await runtime.store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const present = await findPolicy(transaction, input.policy_id);
    if (present) refuseOthers('policy', present.id, present.managedBy);
    const newest = present && (await readNewest(transaction, present.id));
    refuseStale(input, newest);
    return write(transaction, { context, input, compiled, present, newest });
  });
  await runtime.snapshot.refresh();
  return saved;
}

async function compile({ runtime }: VerbContext, { source, deadline_ms = null }: Input): Promise<CompiledPolicy> {
  const { policy, problems } = await compilerOf(runtime)(source, deadline_ms);
  if (policy) return policy;
  const told = problems.map(({ line, column, message }) => ({ line, column, path: 'source', message }));
  const words = told.map(({ line, message }) => (line === null ? message : `line ${line}: ${message}`));
  throw new AdminRefusal('invalid', `it cannot be saved:\n${words.join('\n')}`, told);
}

function refuseStale(
  { policy_id: id, based_on: basedOn }: Input,
  newest: typeof policyVersions.$inferSelect | undefined,
): void {
  if ((newest?.number ?? null) === basedOn) return;
  if (!newest) throw new AdminRefusal('not-found', `no policy "${id}"`);
  const { number, actor } = newest;
  const at = newest.at.toISOString();
  const since = { version: number, actor, at, deleted: false };
  const words =
    basedOn === null
      ? `there is a policy "${id}" already, at version ${number}`
      : `${actor} saved version ${number} of policy "${id}" at ${at}; look at it, and give "based_on": ${number} to save over it`;
  throw new AdminRefusal('conflict', words, undefined, since);
}

interface Write {
  context: VerbContext;
  input: Input;
  compiled: CompiledPolicy;
  present: PolicyObject | undefined;
  newest: typeof policyVersions.$inferSelect | undefined;
}

async function write(
  transaction: Transaction,
  { context, input, compiled, present, newest }: Write,
): Promise<PolicyChange> {
  const { policy_id: id, source, publish } = input;
  const { author } = context;
  const isNew = newest?.source !== source;
  const number = isNew ? (newest?.number ?? 0) + 1 : newest.number;
  const publishes = publish && present?.published !== number;
  const settings = applySettings(present ?? newSettings, input);
  const state = { source, version: number, published: publishes ? number : (present?.published ?? null) };
  const change = findChange(
    'policy',
    id,
    present && {
      ...describeSettings(present),
      source: newest?.source,
      version: newest?.number,
      published: present.published,
    },
    { ...describeSettings(settings), ...state },
  );
  const isChanged = (field: string) => change !== null && field in change.difference;
  const answer = { id, number, published: state.published };
  if (!change) return { ...answer, changed: false };

  // A draft is nothing that requests go by; what is new of the settings is, where a version is in force.
  const isMet = publishes || (state.published !== null && Object.keys(describeSettings(settings)).some(isChanged));
  const version = await advancePolicy(transaction, { structure: isMet });
  const row = { ...settings, updatedAt: sql`now()` };
  await transaction
    .insert(policies)
    .values({ id, managedBy: 'console', ...settings })
    .onConflictDoUpdate({ target: policies.id, set: row });
  if (isNew) {
    const fields = { ...versionFields(compiled), source, actor: author.actor };
    await transaction.insert(policyVersions).values({ policyId: id, number, ...fields });
  }
  if (publishes) await markPublished(transaction, id, number);
  const object = { objectKind: 'policy', objectId: id, difference: change.difference };
  await writeAudit(transaction, { ...author, action: change.action, policyVersion: version, ...object });
  return { ...answer, changed: true };
}

/** Puts a version in force. */
export async function markPublished(transaction: Transaction, id: string, number: number): Promise<void> {
  await transaction
    .update(policyVersions)
    .set({ publishedAt: sql`now()` })
    .where(sql`${policyVersions.policyId} = ${id} and ${policyVersions.number} = ${number}`);
  await transaction
    .update(policies)
    .set({ published: number, updatedAt: sql`now()` })
    .where(sql`${policies.id} = ${id}`);
}
