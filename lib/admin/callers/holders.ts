import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { callers, projects, users } from '../../../db/schema';
import type { Limits } from '../../exchange/limits';
import type { HolderStatus, Manager, UserKind } from '../../exchange/statuses';
import { AdminRefusal } from '../admin-refusal';

/** What tokens hang on: a user, a project, or a user in a project. The audit and the declared file call them by the same names. */
export type Holder =
  | { kind: 'user'; user: string }
  | { kind: 'project'; project: string }
  | { kind: 'caller'; user: string; project: string };

export interface FoundHolder {
  status: HolderStatus;
  managedBy: Manager;
  /** Of a user. */
  kind?: UserKind;
  /** Of a project. */
  title?: string | null;
  limits?: Limits | null;
}

export function nameHolder(holder: Holder): string {
  if (holder.kind === 'caller') return `${holder.user}/${holder.project}`;
  return holder.kind === 'user' ? holder.user : holder.project;
}

/** The callers that a holder stands for, as a condition on their rows. */
export function callersOf(holder: Holder): SQL {
  const user = holder.kind === 'project' ? undefined : eq(callers.userId, holder.user);
  const project = holder.kind === 'user' ? undefined : eq(callers.projectId, holder.project);
  return and(user, project) ?? sql`false`;
}

/** The holder's own row, as a condition on its table. */
export function rowOf(holder: Holder): SQL {
  if (holder.kind === 'user') return eq(users.id, holder.user);
  return holder.kind === 'project' ? eq(projects.id, holder.project) : callersOf(holder);
}

export const tables = { user: users, project: projects, caller: callers };

export async function findHolder(transaction: Transaction, holder: Holder): Promise<FoundHolder> {
  const found = await readHolder(transaction, holder);
  if (!found) throw new AdminRefusal('not-found', `no ${holder.kind} "${nameHolder(holder)}"`);
  return found;
}

async function readHolder(transaction: Transaction, holder: Holder): Promise<FoundHolder | undefined> {
  const where = rowOf(holder);
  if (holder.kind === 'user') return (await transaction.select().from(users).where(where))[0];
  if (holder.kind === 'project') return (await transaction.select().from(projects).where(where))[0];
  return (await transaction.select().from(callers).where(where))[0];
}

/** What a file or the demo declares is changed where it is declared. */
export function refuseDeclared(holder: Holder, { managedBy }: FoundHolder): void {
  const name = `${holder.kind} "${nameHolder(holder)}"`;
  if (managedBy === 'file') {
    throw new AdminRefusal('declared', `${name} is declared in the configuration file; change it there and apply it`);
  }
  if (managedBy === 'demo') throw new AdminRefusal('declared', `${name} is the built-in demo’s; it goes with the demo`);
}
