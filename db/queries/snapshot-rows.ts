import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import {
  callers,
  callerTokens,
  modelGroupAliases,
  modelGroups,
  policies,
  policyState,
  policyVersions,
  prices,
  projects,
  providerModels,
  providers,
  targets,
  tokenGroups,
  users,
} from '../schema';
import type { Transaction } from '../transaction';
import { policyStateId } from './policy-change';

export type StructureRows = Awaited<ReturnType<typeof readStructure>>;
export type TokenRow = Awaited<ReturnType<typeof readTokens>>[number];

/** The version the store stands at, and the one at which anything but tokens last changed. */
export async function readPolicyState(
  transaction: Transaction,
): Promise<{ version: number; structureVersion: number; tokens: number }> {
  const [state] = await transaction
    .select({
      version: policyState.version,
      structureVersion: policyState.structureVersion,
      tokens: sql<number>`(select count(*) from ${callerTokens})`.mapWith(Number),
    })
    .from(policyState)
    .where(eq(policyState.id, policyStateId));
  if (!state) throw new Error('policy_state has no row: the store was not migrated');
  return state;
}

/** Everything but tokens, in the order the snapshot keeps it. */
export async function readStructure(transaction: Transaction) {
  return {
    providers: await transaction.select().from(providers),
    models: await transaction.select().from(providerModels),
    prices: await transaction.select().from(prices).orderBy(desc(prices.effectiveFrom), desc(prices.id)),
    groups: await transaction.select().from(modelGroups).orderBy(asc(modelGroups.id)),
    policies: await transaction
      .select({ policy: policies, version: policyVersions })
      .from(policies)
      .leftJoin(
        policyVersions,
        and(eq(policyVersions.policyId, policies.id), eq(policyVersions.number, policies.published)),
      ),
    aliases: await transaction.select().from(modelGroupAliases).orderBy(asc(modelGroupAliases.position)),
    targets: await transaction.select().from(targets).orderBy(asc(targets.groupId), asc(targets.position)),
    callers: await transaction
      .select({
        id: callers.id,
        user: callers.userId,
        project: callers.projectId,
        kind: users.kind,
        projectLimits: projects.limits,
        statuses: sql<string[]>`json_build_array(${users.status}, ${callers.status}, ${projects.status})`,
      })
      .from(callers)
      .innerJoin(users, eq(users.id, callers.userId))
      .innerJoin(projects, eq(projects.id, callers.projectId)),
  };
}

/** Tokens changed after a version, or all. `groups` holds the ids of the allowed groups, joined by commas. */
export function readTokens(transaction: Transaction, after: number | null) {
  return transaction
    .select({
      tokenId: callerTokens.tokenId,
      sha256: callerTokens.tokenSha256,
      callerId: callerTokens.callerId,
      environment: callerTokens.environment,
      key: callerTokens.key,
      status: callerTokens.status,
      expiresAt: callerTokens.expiresAt,
      rotatesAt: callerTokens.rotatesAt,
      tier: callerTokens.tier,
      limits: callerTokens.limits,
      groups: sql<string | null>`string_agg(${tokenGroups.groupId}, ',' order by ${tokenGroups.groupId})`,
    })
    .from(callerTokens)
    .leftJoin(tokenGroups, eq(tokenGroups.tokenId, callerTokens.tokenId))
    .where(after === null ? undefined : gt(callerTokens.changedIn, after))
    .groupBy(callerTokens.tokenId);
}
