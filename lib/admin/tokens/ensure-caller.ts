import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { callers, projects, users } from '../../../db/schema';
import type { UserKind } from '../../exchange/statuses';
import { refusalAt } from '../admin-refusal';

/** An object that was made on the way, for the audit. */
export interface Creation {
  kind: 'user' | 'project' | 'caller' | 'token';
  id: string;
  difference?: Record<string, { from: unknown; to: unknown }>;
}

/** The caller's row, made with its user and project where they are not there yet; what is there is not touched. */
export async function ensureCaller(
  transaction: Transaction,
  { user, kind, project }: { user: string; kind?: UserKind | undefined; project: string },
): Promise<{ callerId: number; created: Creation[] }> {
  const created: Creation[] = [];
  const [presentUser] = await transaction.select().from(users).where(eq(users.id, user));
  if (presentUser && kind && presentUser.kind !== kind) {
    throw refusalAt('conflict', 'user', `user "${user}" is a ${presentUser.kind}, not a ${kind}`);
  }
  if (!presentUser) {
    await transaction.insert(users).values({ id: user, kind: kind ?? 'person', managedBy: 'console' });
    created.push({ kind: 'user', id: user, difference: { kind: { from: null, to: kind ?? 'person' } } });
  }
  const [presentProject] = await transaction.select().from(projects).where(eq(projects.id, project));
  if (!presentProject) {
    await transaction.insert(projects).values({ id: project, managedBy: 'console' });
    created.push({ kind: 'project', id: project });
  }
  const pair = and(eq(callers.userId, user), eq(callers.projectId, project));
  const [present] = await transaction.select({ id: callers.id }).from(callers).where(pair);
  if (present) return { callerId: present.id, created };
  const [made] = await transaction
    .insert(callers)
    .values({ userId: user, projectId: project, managedBy: 'console' })
    .returning({ id: callers.id });
  if (!made) throw new Error('the caller was inserted, and no row came back');
  return { callerId: made.id, created: [...created, { kind: 'caller', id: `${user}/${project}` }] };
}
