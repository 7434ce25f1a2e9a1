import { randomBytes } from 'node:crypto';
import { eq, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Store, Transaction } from '../../../db/client';
import { advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callerTokens, modelGroups, tokenGroups } from '../../../db/schema';
import { hashToken } from '../../callers/hash-token';
import { defaultKey, mintToken, publicTokenId } from '../../callers/token-format';
import { groupId, moment, slug } from '../../config/field-kinds';
import { didYouMean } from '../../config/nearest';
import { userKinds } from '../../exchange/statuses';
import { type Creation, ensureCaller } from './ensure-caller';
import { TokenRefusal } from './token-refusal';

export const CreateTokenInput = z.strictObject({
  user: slug,
  /** Of a user that is made with the token; one that is there is of a kind already. */
  kind: z.enum(userKinds).optional(),
  project: slug,
  environment: slug.default('dev'),
  /** `k` and today's date when left out, with a number behind it from the second one on. */
  key: slug.optional(),
  allow: z.array(groupId),
  expiresAt: moment.optional(),
});
export type CreateTokenInput = z.input<typeof CreateTokenInput>;

/**
 * Makes a token, and its user, project and caller where they are not there yet. The token in clear is in the answer and
 * nowhere else, ever. Whoever calls this refreshes the snapshot afterwards.
 */
export async function createToken({
  store,
  org,
  actor,
  input,
  now = new Date(),
}: {
  store: Pick<Store, 'db'>;
  org: string;
  actor: string;
  input: CreateTokenInput;
  now?: Date;
}): Promise<{ token: string; tokenId: string; version: number }> {
  const parsed = CreateTokenInput.safeParse(input);
  if (!parsed.success) throw new TokenRefusal('invalid', z.prettifyError(parsed.error));
  const { user, project, environment, allow, expiresAt } = parsed.data;
  return store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const groups = [...new Set(allow)];
    await refuseUnknownGroups(transaction, groups);
    const { callerId, created } = await ensureCaller(transaction, parsed.data);
    const parts = { org, user, project, environment };
    const key = await chooseKey(transaction, parts, parsed.data.key, now);
    const tokenId = publicTokenId({ ...parts, key });
    const token = mintToken({ ...parts, key }, randomBytes(32));

    const version = await advancePolicy(transaction, { structure: created.length > 0 });
    await transaction.insert(callerTokens).values({
      ...{ tokenId, callerId, environment, key, changedIn: version, managedBy: 'console' },
      tokenSha256: hashToken(token),
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    });
    if (groups.length > 0) {
      await transaction.insert(tokenGroups).values(groups.map((group) => ({ tokenId, groupId: group })));
    }
    const difference = { allow: { from: null, to: groups }, expires_at: { from: null, to: expiresAt ?? null } };
    await auditCreations(transaction, actor, version, [...created, { kind: 'token', id: tokenId, difference }]);
    return { token, tokenId, version };
  });
}

async function refuseUnknownGroups(transaction: Transaction, groups: readonly string[]): Promise<void> {
  const known = (await transaction.select({ id: modelGroups.id }).from(modelGroups)).map(({ id }) => id);
  const unknown = groups.filter((group) => !known.includes(group));
  if (unknown.length === 0) return;
  const told = unknown.map((group) => `no group "${group}"${didYouMean(group, known)}`);
  throw new TokenRefusal('invalid', told.join('\n'));
}

/** A key that was asked for has to be free; of today's date there may be several. */
async function chooseKey(
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
  if (asked !== undefined) throw new TokenRefusal('conflict', `there is a token "${base}" already; give another key`);
  for (let number = 2; ; number++) {
    if (!taken.has(`${base}-${number}`)) return `${first}-${number}`;
  }
}

async function auditCreations(
  transaction: Transaction,
  actor: string,
  version: number,
  creations: readonly Creation[],
) {
  for (const { kind, id, difference } of creations) {
    const object = { objectKind: kind, objectId: id, difference };
    await writeAudit(transaction, { actor, action: 'create', policyVersion: version, ...object });
  }
}
