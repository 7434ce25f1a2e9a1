import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Database } from '../../../db/client';
import { callers, projects, users } from '../../../db/schema';
import type { HolderStatus, Manager } from '../../exchange/statuses';
import { tidyLimits } from '../../exchange/tidy-limits';
import type {
  CallerRow,
  ProjectAnswer,
  ProjectList,
  ProjectQuery,
  ProjectRow,
  UserAnswer,
  UserList,
  UserQuery,
  UserRow,
} from '../contract/callers';
import { isAmong } from '../is-among';
import { inOrder, pageOf, placesOf, wayOf } from '../page-of';
import { readMicros } from '../row-order';
import { type HolderSort, orderHolders } from './holder-order';
import { callersOf, type Holder } from './holders';
import { type HolderFacts, noFacts, readHolderFacts } from './read-holder-facts';

/** Users, a page at a time. */
export async function listUsers(
  database: Database,
  query: z.output<typeof UserQuery>,
  now = new Date(),
): Promise<UserList> {
  const kind = query.kind === undefined ? undefined : eq(users.kind, query.kind);
  const { ids, answer, facts } = await findHolders(database, 'user', { ...query, narrower: kind, now });
  const rows = await database.select().from(users).where(isAmong(users.id, ids));
  const data = inOrder(ids, rows, ({ id }) => id).map((row) => describeUser(row, facts.get(row.id)));
  return { ...answer, data };
}

/** Projects, a page at a time. */
export async function listProjects(
  database: Database,
  query: z.output<typeof ProjectQuery>,
  now = new Date(),
): Promise<ProjectList> {
  const { ids, answer, facts } = await findHolders(database, 'project', { ...query, now });
  const rows = await database.select().from(projects).where(isAmong(projects.id, ids));
  const data = inOrder(ids, rows, ({ id }) => id).map((row) => describeProject(row, facts.get(row.id)));
  return { ...answer, data };
}

export async function getUser(database: Database, user: string, now = new Date()): Promise<UserAnswer | null> {
  const [row] = await database.select().from(users).where(eq(users.id, user));
  if (!row) return null;
  const facts = await readHolderFacts(database, 'user', { ids: [user], now });
  return { ...describeUser(row, facts.get(user)), callers: await readCallers(database, { kind: 'user', user }, now) };
}

export async function getProject(database: Database, project: string, now = new Date()): Promise<ProjectAnswer | null> {
  const [row] = await database.select().from(projects).where(eq(projects.id, project));
  if (!row) return null;
  const facts = await readHolderFacts(database, 'project', { ids: [project], now });
  return {
    ...describeProject(row, facts.get(project)),
    callers: await readCallers(database, { kind: 'project', project }, now),
  };
}

/** The callers of a user, or of a project; a thousand at most. */
export async function readCallers(database: Database, holder: Holder, now: Date): Promise<CallerRow[]> {
  const within = callersOf(holder);
  const { id, userId, projectId, status, managedBy, createdAt } = callers;
  const rows = await database
    .select({
      ...{ id, userId, projectId, status, managedBy, createdAt },
      ...{ kind: users.kind, userStatus: users.status, projectStatus: projects.status },
    })
    .from(callers)
    .innerJoin(users, eq(users.id, userId))
    .innerJoin(projects, eq(projects.id, projectId))
    .where(within)
    .orderBy(asc(userId), asc(projectId))
    .limit(1000);
  const facts = await readHolderFacts(database, 'caller', { ids: rows.map((row) => String(row.id)), within, now });
  return rows.map((row) => ({
    ...{ user: row.userId, kind: row.kind, project: row.projectId },
    ...describeHolder(row, facts.get(String(row.id))),
    effective_status: worst([row.userStatus, row.status, row.projectStatus]),
  }));
}

function worst(statuses: readonly HolderStatus[]): HolderStatus {
  return statuses.includes('disabled') ? 'disabled' : statuses.includes('suspended') ? 'suspended' : 'active';
}

function describeUser(row: typeof users.$inferSelect, facts?: HolderFacts): UserRow {
  return { user: row.id, kind: row.kind, projects: facts?.callers ?? 0, ...describeHolder(row, facts) };
}

function describeProject(row: typeof projects.$inferSelect, facts?: HolderFacts): ProjectRow {
  return {
    project: row.id,
    title: row.title,
    limits: tidyLimits(row.limits),
    users: facts?.callers ?? 0,
    ...describeHolder(row, facts),
  };
}

function describeHolder(
  { status, managedBy, createdAt }: { status: HolderStatus; managedBy: Manager; createdAt: Date },
  { tokens, activeTokens, lastUsedAt } = noFacts,
) {
  return {
    ...{ status, managed_by: managedBy, created_at: createdAt.toISOString() },
    ...{ tokens, active_tokens: activeTokens, last_used_at: lastUsedAt },
  };
}

type Query = Omit<z.output<typeof ProjectQuery>, 'sort'> & {
  sort: HolderSort;
  narrower?: SQL | undefined;
  now: Date;
};

/** Which are on the page, in its order, with what hangs on each. */
async function findHolders(database: Database, by: 'user' | 'project', query: Query) {
  const { order, sums } = orderHolders(database, by, query);
  const table = by === 'user' ? users : projects;
  const filters = and(...filterHolders(table, query), query.narrower);
  const { value = sql<string | null>`null` } = order;
  const selected = database.select({ id: table.id, orderValue: value }).from(table).$dynamic();
  if (sums) selected.leftJoin(sums, eq(sums.name, table.id));
  const found = await selected
    .where(and(filters, placesOf(order, query)))
    .orderBy(...wayOf(order, query))
    .limit(query.limit + 1);
  const { ids, answer } = pageOf(found, order, query);
  const lastUses = query.sort === 'last_used_at' ? new Map(found.map((row) => [row.id, readMicros(row)])) : undefined;
  return {
    ids,
    answer: { ...answer, total: await database.$count(table, filters) },
    facts: await readHolderFacts(database, by, { ids, now: query.now, lastUses }),
  };
}

function filterHolders(table: typeof users | typeof projects, { search, status, managed_by }: Query) {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5);
  const text = 'title' in table ? sql`${table.id} || ' ' || lower(coalesce(${table.title}, ''))` : sql`${table.id}`;
  return [
    // No pattern, so nothing that is typed can be one.
    ...words.map((word) => sql`strpos(${text}, ${word}) > 0`),
    status === undefined ? undefined : eq(table.status, status),
    managed_by === undefined ? undefined : eq(table.managedBy, managed_by),
  ];
}
