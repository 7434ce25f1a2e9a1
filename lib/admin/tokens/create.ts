import type { Store, Transaction } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { tidyLimits } from '../../exchange/tidy-limits';
import { findChange } from '../config/change';
import { describeLimits } from '../config/describe-limits';
import { CreateTokenRequest } from '../contract';
import { parse } from '../read-asked';
import { type Creation, ensureCaller } from './ensure-caller';
import { chooseKey, insertToken, readExpiry } from './insert-token';
import { refuseUnknownGroups } from './refuse-unknown-groups';

/**
 * Makes a token, and its user, project and caller where they are not there yet. The token in clear is in the answer and
 * nowhere else, ever. Whoever calls this refreshes the snapshot afterwards.
 */
export async function createToken({
  store,
  org,
  author,
  input,
  now = new Date(),
}: {
  store: Pick<Store, 'db'>;
  org: string;
  author: Author;
  input: CreateTokenRequest;
  now?: Date;
}): Promise<{ token: string; tokenId: string; version: number }> {
  const parsed = parse(CreateTokenRequest, input);
  const { user, project, env: environment, allow, tier = null } = parsed;
  const limits = tidyLimits(parsed.limits);
  const expiresAt = readExpiry(parsed.expires_at, now);
  return store.db.transaction(async (transaction) => {
    await lockPolicy(transaction);
    const groups = [...new Set(allow)].sort();
    await refuseUnknownGroups(transaction, groups);
    const { callerId, created } = await ensureCaller(transaction, parsed);
    const parts = { org, user, project, environment };
    const key = await chooseKey(transaction, parts, parsed.key, now);

    const version = await advancePolicy(transaction, { structure: created.length > 0 });
    const { token, tokenId } = await insertToken(transaction, {
      ...{ parts: { ...parts, key }, callerId, groups, expiresAt, tier, limits, version },
    });
    const difference = {
      ...{ allow: { from: null, to: groups }, expires_at: { from: null, to: expiresAt } },
      ...(tier === null ? {} : { tier: { from: null, to: tier } }),
      ...findChange('token', tokenId, undefined, describeLimits(limits))?.difference,
    };
    await auditCreations(transaction, author, version, [...created, { kind: 'token', id: tokenId, difference }]);
    return { token, tokenId, version };
  });
}

async function auditCreations(
  transaction: Transaction,
  author: Author,
  version: number,
  creations: readonly Creation[],
) {
  for (const { kind, id, difference } of creations) {
    const object = { objectKind: kind, objectId: id, difference };
    await writeAudit(transaction, { ...author, action: 'create', policyVersion: version, ...object });
  }
}
