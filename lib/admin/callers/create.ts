import { eq } from 'drizzle-orm';
import type { Store, Transaction } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callers, projects, users } from '../../../db/schema';
import type { Limits } from '../../exchange/limits';
import type { UserKind } from '../../exchange/statuses';
import { tidyLimits } from '../../exchange/tidy-limits';
import { refusalAt } from '../admin-refusal';
import { type Difference, findChange } from '../config/change';
import { describeLimits } from '../config/describe-limits';
import { callersOf, type Holder, nameHolder } from './holders';

export type NewHolder = (
  | { kind: 'user'; user: string; userKind: UserKind }
  | { kind: 'project'; project: string; title: string | null; limits?: Limits | null }
  | { kind: 'caller'; user: string; project: string }
) &
  Holder;

/** Makes a user, a project, or a user's place in a project. Whoever calls this refreshes the snapshot afterwards. */
export async function createHolder({
  store,
  author,
  holder,
}: {
  store: Pick<Store, 'db'>;
  author: Author;
  holder: NewHolder;
}): Promise<{ version: number }> {
  return store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const difference = await insertHolder(transaction, holder);
    const version = await advancePolicy(transaction, { structure: true });
    const object = { objectKind: holder.kind, objectId: nameHolder(holder), difference };
    await writeAudit(transaction, { ...author, action: 'create', policyVersion: version, ...object });
    return { version };
  });
}

async function insertHolder(transaction: Transaction, holder: NewHolder): Promise<Difference | undefined> {
  const managedBy = 'console';
  if (holder.kind === 'user') {
    const { user: id, userKind: kind } = holder;
    const made = await transaction.insert(users).values({ id, kind, managedBy }).onConflictDoNothing().returning();
    refuseTaken(made, holder);
    return { kind: { from: null, to: kind } };
  }
  if (holder.kind === 'project') {
    const { project: id, title } = holder;
    const limits = tidyLimits(holder.limits);
    const row = { id, title, limits, managedBy } as const;
    const made = await transaction.insert(projects).values(row).onConflictDoNothing().returning();
    refuseTaken(made, holder);
    const { difference = {} } = findChange('project', id, undefined, { title, ...describeLimits(limits) }) ?? {};
    return Object.keys(difference).length > 0 ? difference : undefined;
  }
  const { user: userId, project: projectId } = holder;
  const [user] = await transaction.select().from(users).where(eq(users.id, userId));
  if (!user) throw refusalAt('not-found', 'user', `no user "${userId}"; make it first`);
  const [project] = await transaction.select().from(projects).where(eq(projects.id, projectId));
  if (!project) throw refusalAt('not-found', 'project', `no project "${projectId}"; make it first`);
  const [present] = await transaction.select().from(callers).where(callersOf(holder));
  refuseTaken(present ? [] : [holder], holder);
  await transaction.insert(callers).values({ userId, projectId, managedBy });
  return undefined;
}

function refuseTaken(made: readonly unknown[], holder: Holder): void {
  if (made.length === 0)
    throw refusalAt(
      'conflict',
      holder.kind === 'project' ? 'project' : 'user',
      `there is a ${holder.kind} "${nameHolder(holder)}" already`,
    );
}
