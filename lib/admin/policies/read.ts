import { and, asc, desc, eq, max } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { modelGroups, policies, policyVersions } from '../../../db/schema';
import { policyName } from '../../policies/policy-name';
import { callFailures } from '../../policies/sandbox/call';
import type { Sandbox } from '../../policies/sandbox/create-sandbox';
import type { Runtime } from '../../runtime/runtime';
import { AdminRefusal } from '../admin-refusal';
import type {
  PolicyAnswer,
  PolicyRow,
  PolicyStanding,
  PolicyStatus,
  PolicyVersion,
  PolicyVersionAnswer,
} from '../contract/policies';

type Context = Pick<Runtime, 'store' | 'sandbox'>;
type Store = Database | Transaction;

const mostVersions = 200;

export async function listPolicies({ store, sandbox }: Context): Promise<PolicyRow[]> {
  const { policyId, number, digest, hasValidate } = policyVersions;
  const rows = await store.db
    .select({ policy: policies, digest, hasValidate })
    .from(policies)
    .leftJoin(policyVersions, and(eq(policyId, policies.id), eq(number, policies.published)))
    .orderBy(asc(policies.id));
  const latest = await store.db
    .select({ id: policyId, number: max(number) })
    .from(policyVersions)
    .groupBy(policyId);
  const numbers = new Map(latest.map((row) => [row.id, row.number ?? 0]));
  const uses = await readUses(store.db);
  return rows.map(({ policy, ...version }): PolicyRow => {
    const { id, title, managedBy, deadlineMs, onError, fallback, published, updatedAt } = policy;
    return {
      ...{ id, title, managed_by: managedBy, deadline_ms: deadlineMs, on_error: onError, fallback, published },
      latest: numbers.get(id) ?? 0,
      has_validate: version.hasValidate ?? false,
      groups: uses.get(id) ?? [],
      standing: standingOf(sandbox, { id, version: published, digest: version.digest }),
      updated_at: updatedAt.toISOString(),
      revision: updatedAt.toISOString(),
    };
  });
}

export async function getPolicy(context: Context, id: string): Promise<PolicyAnswer> {
  const row = (await listPolicies(context)).find((each) => each.id === id);
  if (!row) throw new AdminRefusal('not-found', `no policy "${id}"`);
  const { number, actor, at, publishedAt, hasValidate } = policyVersions;
  const versions = await context.store.db
    .select({ number, actor, at, publishedAt, hasValidate })
    .from(policyVersions)
    .where(eq(policyVersions.policyId, id))
    .orderBy(desc(number))
    .limit(mostVersions);
  const { source } = await getPolicyVersion(context.store.db, id, row.latest);
  return { ...row, source, versions: versions.map((version) => describeVersion(version, row.published)) };
}

export async function getPolicyVersion(database: Store, id: string, number: number): Promise<PolicyVersionAnswer> {
  const [policy] = await database.select().from(policies).where(eq(policies.id, id));
  const row = await findVersion(database, id, number);
  return { ...describeVersion(row, policy?.published ?? null), source: row.source };
}

export async function findVersion(database: Store, id: string, number: number) {
  const [row] = await database
    .select()
    .from(policyVersions)
    .where(and(eq(policyVersions.policyId, id), eq(policyVersions.number, number)));
  if (!row) throw new AdminRefusal('not-found', `policy "${id}" has no version ${number}`);
  return row;
}

/** The groups that ask each policy. */
export async function readUses(database: Store): Promise<Map<string, string[]>> {
  const uses = new Map<string, string[]>();
  const { id, policyId } = modelGroups;
  for (const row of await database.select({ id, policyId }).from(modelGroups).orderBy(asc(id))) {
    if (row.policyId !== null) uses.set(row.policyId, [...(uses.get(row.policyId) ?? []), row.id]);
  }
  return uses;
}

/** As this process has seen it. */
function standingOf(
  sandbox: Sandbox,
  { id, version, digest }: { id: string; version: number | null; digest: string | null },
): PolicyStanding {
  if (digest === null) return { calls: 0, failures: 0, suspended_until: null };
  const name = policyName({ id, version, digest });
  const counts = sandbox.counts(name);
  const until = sandbox.suspendedUntil(name);
  return {
    calls: counts.calls,
    failures: callFailures.reduce((sum, failure) => sum + counts[failure], 0),
    suspended_until: until === null ? null : new Date(until).toISOString(),
  };
}

type VersionRow = Pick<typeof policyVersions.$inferSelect, 'number' | 'actor' | 'at' | 'publishedAt' | 'hasValidate'>;

function describeVersion(version: VersionRow, published: number | null): PolicyVersion {
  const { number, actor, at, publishedAt, hasValidate } = version;
  return {
    ...{ number, status: statusOf(version, published), actor, at: at.toISOString() },
    published_at: publishedAt?.toISOString() ?? null,
    has_validate: hasValidate,
  };
}

function statusOf({ number, publishedAt }: VersionRow, published: number | null): PolicyStatus {
  if (number === published) return 'published';
  return publishedAt === null ? 'draft' : 'archived';
}
