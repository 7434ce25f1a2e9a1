import { eq, sql } from 'drizzle-orm';
import type { Store } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callerTokens } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { findChange } from '../config/change';
import { describeLimits } from '../config/describe-limits';
import { RotateTokenRequest } from '../contract';
import { parse } from '../read-asked';
import { chooseKey, insertToken, readExpiry } from './insert-token';
import { type FoundToken, findToken } from './list';
import { readAllowList } from './read-token-facts';

/**
 * Makes a token in the place of another, which goes on working for the overlap and counts as rotated after it, by the clock.
 * The new token in clear is in the answer and nowhere else, ever. Whoever calls this refreshes the snapshot afterwards.
 */
export async function rotateToken({
  store,
  org,
  author,
  tokenId: oldId,
  input,
  now = new Date(),
}: {
  store: Pick<Store, 'db'>;
  org: string;
  author: Author;
  tokenId: string;
  input: RotateTokenRequest;
  now?: Date;
}): Promise<{ token: string; tokenId: string; rotatesAt: Date; version: number }> {
  const { key: askedKey, overlap_seconds: overlap, expires_at: askedExpiry } = parse(RotateTokenRequest, input);
  const asked = readExpiry(askedExpiry, now);
  const rotatesAt = new Date(now.getTime() + overlap * 1000);
  return store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const old = await findToken(transaction, oldId, now);
    if (!old) throw new AdminRefusal('not-found', `no token "${oldId}"`);
    refuseRotation(old);

    const parts = { org, user: old.user, project: old.project, environment: old.environment };
    const key = await chooseKey(transaction, parts, askedKey, now);
    const expiresAt = asked ?? old.expiresAt;
    const version = await advancePolicy(transaction, { structure: false });
    const groups = await readAllowList(transaction, oldId);
    const made = await insertToken(transaction, {
      ...{
        parts: { ...parts, key },
        callerId: old.callerId,
        groups,
        expiresAt,
        version,
        tier: old.tier,
        limits: old.limits,
      },
    });
    // With no overlap it ends for every replica at once, whatever their clocks say.
    const status = overlap === 0 ? 'rotated' : 'active';
    await transaction
      .update(callerTokens)
      .set({ status, rotatesAt, changedIn: version, updatedAt: sql`now()` })
      .where(eq(callerTokens.tokenId, oldId));
    const entry = { ...author, objectKind: 'token', policyVersion: version };
    await writeAudit(transaction, {
      ...{ ...entry, action: 'create', objectId: made.tokenId },
      difference: {
        allow: { from: null, to: groups },
        expires_at: { from: null, to: expiresAt },
        ...findChange('token', made.tokenId, undefined, describeLimits(old.limits))?.difference,
        replaces: { from: null, to: oldId },
      },
    });
    await writeAudit(transaction, {
      ...{ ...entry, action: 'update', objectId: oldId },
      difference: {
        rotates_at: { from: null, to: rotatesAt },
        replaced_by: { from: null, to: made.tokenId },
        ...(overlap === 0 ? endedNow : {}),
      },
    });
    return { ...made, rotatesAt, version };
  });
}

const endedNow = { status: { from: 'active', to: 'rotated' } };

function refuseRotation({ tokenId, managedBy, status, rotatesAt }: FoundToken): void {
  if (managedBy === 'file') {
    throw new AdminRefusal(
      'declared',
      `token "${tokenId}" is declared in the configuration file; rotate it there: declare a new token beside it under another key, and give this one "status: rotated", or "rotates_at" for an overlap`,
    );
  }
  if (managedBy === 'demo') {
    throw new AdminRefusal('declared', `token "${tokenId}" is the built-in demo’s; it goes with the demo`);
  }
  if (status !== 'active') {
    throw new AdminRefusal('conflict', `token "${tokenId}" is ${status}: only an active token can be rotated`);
  }
  if (rotatesAt !== null) {
    const until = rotatesAt.toISOString();
    throw new AdminRefusal('conflict', `token "${tokenId}" was rotated already and works until ${until}`);
  }
}
