import { hash, randomBytes, randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { Transaction } from '../../../db/client';
import { lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { adminTokens } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { adminTokenDays, type CreateAdminTokenRequest, type CreatedAdminToken } from '../contract/admin-tokens';
import type { VerbContext } from '../verb';
import { explainWider, type Grant, readGrant } from './grant';
import { describeAdminToken } from './list';

/**
 * Makes a token of the admin API that may what its maker may, or less, and no longer. The token in clear is in the answer and
 * nowhere else, ever.
 */
export async function createAdminToken(
  { runtime, actor, author }: VerbContext,
  { title, role, scopes: asked, expires_at }: z.output<typeof CreateAdminTokenRequest>,
): Promise<CreatedAdminToken> {
  return runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    const own = await readGrant(transaction, actor);
    const scopes = asked ? [...new Set(asked)].sort() : own.scopes && [...own.scopes];
    const wider = explainWider({ role, scopes }, own);
    if (wider) throw new AdminRefusal('forbidden', wider);
    const expiresAt = chooseEnd(expires_at, own);
    const { token, id } = mintAdminToken();
    const row = await insert(transaction, {
      id,
      title: title.trim(),
      token,
      role,
      scopes,
      expiresAt,
      createdBy: author.actor,
    });
    const difference = {
      title: { from: null, to: row.title },
      role: { from: null, to: role },
      scopes: { from: null, to: scopes },
      expires_at: { from: null, to: expiresAt },
    };
    const object = { objectKind: 'admin-token', objectId: id, policyVersion, difference };
    await writeAudit(transaction, { ...author, action: 'create', ...object });
    return { token, ...describeAdminToken(row, new Date()) };
  });
}

/** `rtradmin_<public part>_<secret>`: its beginning tells it from a caller token wherever it turns up. */
function mintAdminToken(): { token: string; id: string } {
  const id = `rtradmin_${Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('')}`;
  return { token: `${id}_${randomBytes(32).toString('base64url')}`, id };
}

/** One that nobody thinks of any more ends by itself. */
function chooseEnd(text: string | undefined, own: Grant): Date {
  if (text === undefined) {
    const usual = inDays(adminTokenDays.usual);
    return own.expiresAt && own.expiresAt < usual ? own.expiresAt : usual;
  }
  const moment = new Date(text);
  if (moment <= new Date()) throw new AdminRefusal('invalid', `expires_at: ${text} is past`);
  if (own.expiresAt && moment > own.expiresAt) {
    throw new AdminRefusal('forbidden', `expires_at: your own token ends at ${own.expiresAt.toISOString()}`);
  }
  if (moment > inDays(adminTokenDays.most)) {
    throw new AdminRefusal('invalid', `expires_at: expected ${adminTokenDays.most} days from now at most, not ${text}`);
  }
  return moment;
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

async function insert(
  transaction: Transaction,
  { token, ...values }: Omit<typeof adminTokens.$inferInsert, 'tokenSha256'> & { token: string },
) {
  const tokenSha256 = hash('sha256', token, 'hex');
  const [row] = await transaction
    .insert(adminTokens)
    .values({ ...values, tokenSha256 })
    .returning();
  if (!row) throw new Error('a token was inserted and is not there');
  return row;
}
