import { randomBytes } from 'node:crypto';
import { eq, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { callerTokens, tokenGroups } from '../../../db/schema';
import { hashToken } from '../../callers/hash-token';
import { defaultKey, mintToken, publicTokenId, type TokenParts } from '../../callers/token-format';
import type { Limits } from '../../exchange/limits';
import { AdminRefusal, refusalAt } from '../admin-refusal';

export interface NewToken {
  parts: TokenParts;
  callerId: number;
  groups: readonly string[];
  expiresAt: Date | null;
  /** The highest tier of a model it may use; null for all. */
  tier?: number | null;
  limits?: Limits | null;
  version: number;
}

/** Mints a token and writes its row. The token in clear is in the answer and nowhere else, ever. */
export async function insertToken(
  transaction: Transaction,
  { parts, callerId, groups, expiresAt, version, tier = null, limits = null }: NewToken,
): Promise<{ token: string; tokenId: string }> {
  const tokenId = publicTokenId(parts);
  const token = mintToken(parts, randomBytes(32));
  const { environment, key } = parts;
  await transaction.insert(callerTokens).values({
    ...{ tokenId, callerId, environment, key, expiresAt, tier, limits, changedIn: version, managedBy: 'console' },
    tokenSha256: hashToken(token),
  });
  if (groups.length > 0) {
    await transaction.insert(tokenGroups).values(groups.map((groupId) => ({ tokenId, groupId })));
  }
  return { token, tokenId };
}

/** A moment that was read at the door, and is to come. */
export function readExpiry(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null;
  const moment = new Date(text);
  if (moment <= now) throw new AdminRefusal('invalid', `expires_at: ${text} is past`);
  return moment;
}

/** A key that was asked for has to be free; of today's date there may be several. */
export async function chooseKey(
  transaction: Transaction,
  parts: { org: string; user: string; project: string; environment: string },
  asked: string | undefined,
  now: Date,
): Promise<string> {
  const first = asked ?? defaultKey(now);
  const base = publicTokenId({ ...parts, key: first });
  const rows = await transaction
    .select({ tokenId: callerTokens.tokenId })
    .from(callerTokens)
    .where(or(eq(callerTokens.tokenId, base), sql`starts_with(${callerTokens.tokenId}, ${`${base}-`})`));
  const taken = new Set(rows.map(({ tokenId }) => tokenId));
  if (!taken.has(base)) return first;
  if (asked !== undefined) throw refusalAt('conflict', 'key', `there is a token "${base}" already; give another key`);
  for (let number = 2; ; number++) {
    if (!taken.has(`${base}-${number}`)) return `${first}-${number}`;
  }
}
