import { type AnyColumn, and, asc, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Database } from '../../../db/client';
import { callers, projects, users } from '../../../db/schema';
import type { HolderStatus, Manager } from '../../exchange/statuses';
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
import { callersOf, type Holder } from './holders';
import { type HolderFacts, noFacts, readHolderFacts } from './read-holder-facts';

/** Users by their names, a page at a time. */
export async function listUsers(
  database: Database,
  query: z.output<typeof UserQuery>,
  now = new Date(),
): Promise<UserList> {
  const filters = [...filterHolders(users, query), query.kind === undefined ? undefined : eq(users.kind, query.kind)];
  const found = await database
    .select()
    .from(users)
    .where(and(...filters, place(users.id, query)))
    .orderBy(way(users.id, query))
    .limit(query.limit + 1);
  const page = readPage(found, query);
  const facts = await readHolderFacts(database, 'user', { ids: page.rows.map(({ id }) => id), now });
  return {
    ...page.answer,
    data: page.rows.map((row) => describeUser(row, facts.get(row.id))),
    total: await database.$count(users, and(...filters)),
  };
}

/** Projects by their names, a page at a time. */
export async function listProjects(
  database: Database,
  query: z.output<typeof ProjectQuery>,
  now = new Date(),
): Promise<ProjectList> {
  const filters = filterHolders(projects, query);
  const found = await database
    .select()
    .from(projects)
    .where(and(...filters, place(projects.id, query)))
    .orderBy(way(projects.id, query))
    .limit(query.limit + 1);
  const page = readPage(found, query);
  const facts = await readHolderFacts(database, 'project', { ids: page.rows.map(({ id }) => id), now });
  return {
    ...page.answer,
    data: page.rows.map((row) => describeProject(row, facts.get(row.id))),
    total: await database.$count(projects, and(...filters)),
  };
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
  return { project: row.id, title: row.title, users: facts?.callers ?? 0, ...describeHolder(row, facts) };
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

type Query = z.output<typeof ProjectQuery>;

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

function place(name: AnyColumn, { after, before }: Query): SQL | undefined {
  return and(after === undefined ? undefined : gt(name, after), before === undefined ? undefined : lt(name, before));
}

function way(name: AnyColumn, { before }: Query): SQL {
  return before === undefined ? asc(name) : desc(name);
}

/** Of one row more than was asked for, which tells whether there is a page beyond. */
function readPage<Row extends { id: string }>(found: readonly Row[], { after, before, limit }: Query) {
  const rows = found.slice(0, limit);
  const goesBack = before !== undefined;
  if (goesBack) rows.reverse();
  const isMore = found.length > limit;
  const answer = {
    object: 'list' as const,
    has_more: goesBack || isMore,
    previous: (goesBack ? isMore : after !== undefined) ? (rows[0]?.id ?? null) : null,
    next: goesBack || isMore ? (rows.at(-1)?.id ?? null) : null,
  };
  return { rows, answer };
}
