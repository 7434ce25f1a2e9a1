import { eq, sql } from 'drizzle-orm';
import type { Store } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callerTokens, tokenGroups } from '../../../db/schema';
import { tidyLimits } from '../../exchange/tidy-limits';
import { AdminRefusal } from '../admin-refusal';
import { findChange } from '../config/change';
import type { Fields } from '../config/describe';
import { describeLimits } from '../config/describe-limits';
import { UpdateTokenRequest } from '../contract';
import { parse } from '../read-asked';
import { readExpiry } from './insert-token';
import { readAllowList } from './read-token-facts';
import { refuseStale } from './refuse-stale';
import { refuseUnknownGroups } from './refuse-unknown-groups';

/**
 * Changes what a token may use, up to which tier, how much of it, and when it ends. What a file or the demo declares is theirs, and
 * what has ended for good stays as it ended. Whoever calls this refreshes the snapshot afterwards.
 */
export async function updateToken({
  store,
  author,
  tokenId,
  input,
  now = new Date(),
}: {
  store: Pick<Store, 'db'>;
  author: Author;
  tokenId: string;
  input: UpdateTokenRequest;
  now?: Date;
}): Promise<{ version: number }> {
  const { allow, expires_at, version: expected, ...asked } = parse(UpdateTokenRequest, input);
  return store.db.transaction(async (transaction) => {
    const before = await lockPolicy(transaction);
    const [token] = await transaction.select().from(callerTokens).where(eq(callerTokens.tokenId, tokenId));
    if (!token) throw new AdminRefusal('not-found', `no token "${tokenId}"`);
    refuseUpdate(token);
    await refuseStale(transaction, token, expected);
    const present = await readAllowList(transaction, tokenId);
    const groups = allow && [...new Set(allow)].sort();
    if (groups) await refuseUnknownGroups(transaction, groups);
    const expiresAt = readNewExpiry(expires_at, token.expiresAt, now);
    const tier = asked.tier === undefined ? token.tier : asked.tier;
    const limits = asked.limits === undefined ? token.limits : tidyLimits(asked.limits);
    const change = findChange(
      'token',
      tokenId,
      fieldsOf({ ...token, allow: present }),
      fieldsOf({ allow: groups ?? present, expiresAt, tier, limits }),
    );
    if (!change) return { version: before };

    const version = await advancePolicy(transaction, { structure: false });
    await transaction
      .update(callerTokens)
      .set({ expiresAt, tier, limits, changedIn: version, updatedAt: sql`now()` })
      .where(eq(callerTokens.tokenId, tokenId));
    if (change.difference.allow) {
      await transaction.delete(tokenGroups).where(eq(tokenGroups.tokenId, tokenId));
      const rows = (groups ?? []).map((groupId) => ({ tokenId, groupId }));
      if (rows.length > 0) await transaction.insert(tokenGroups).values(rows);
    }
    const object = { objectKind: 'token', objectId: tokenId, difference: change.difference };
    await writeAudit(transaction, { ...author, action: 'update', policyVersion: version, ...object });
    return { version };
  });
}

type Changeable = Pick<typeof callerTokens.$inferSelect, 'expiresAt' | 'tier' | 'limits'> & {
  allow: readonly string[];
};

function fieldsOf({ allow, expiresAt, tier, limits }: Changeable): Fields {
  return { allow, expires_at: expiresAt?.toISOString() ?? null, tier, ...describeLimits(limits) };
}

function refuseUpdate({ tokenId, managedBy, status }: typeof callerTokens.$inferSelect): void {
  if (managedBy === 'file') {
    throw new AdminRefusal('declared', `token "${tokenId}" is declared in the configuration file; change it there`);
  }
  if (managedBy === 'demo') {
    throw new AdminRefusal(
      'declared',
      `token "${tokenId}" is the built-in demo’s, and shows what the demo tells of it`,
    );
  }
  if (status === 'revoked' || status === 'rotated') {
    throw new AdminRefusal('conflict', `token "${tokenId}" is ${status}, which is for good; make a new one`);
  }
}

/** One that stays as it is may be past; a new one is to come. */
function readNewExpiry(asked: string | null | undefined, present: Date | null, now: Date): Date | null {
  if (asked === undefined) return present;
  if (asked === null) return null;
  return new Date(asked).getTime() === present?.getTime() ? present : readExpiry(asked, now);
}
