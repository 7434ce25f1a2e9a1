import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import type { Settings } from '../../env';
import type { SignInMethod } from '../../exchange/roles';
import { readPolicyVersion } from './read-policy-version';
import { sessionEnd, sweepSessions } from './session-limits';
import type { Visitor } from './visitor';

/** Whoever is let in, for the cookie. */
export interface SignedIn {
  /** The administrator's number, as text: next-auth knows people by texts. */
  id: string;
  name: string;
  /** The session's own row. */
  sid: string;
}

/** Begins the session of somebody who has shown who they are, in the transaction in which they did. */
export async function beginSession(
  transaction: Transaction,
  settings: Settings,
  { administratorId, method, visitor }: { administratorId: number; method: SignInMethod; visitor: Visitor },
): Promise<SignedIn> {
  await sweepSessions(transaction, settings);
  const sid = randomBytes(24).toString('base64url');
  const [row] = await transaction
    .update(administrators)
    .set({ lastSignedInAt: sql`now()` })
    .where(eq(administrators.id, administratorId))
    .returning({ name: administrators.name, version: administrators.sessionVersion });
  if (!row) throw new Error('the administrator is gone');
  await transaction.insert(adminSessions).values({
    ...{ id: sid, administratorId, version: row.version, method, address: visitor.address },
    client: visitor.client?.slice(0, 300) ?? null,
    expiresAt: sessionEnd(settings),
  });
  await writeAudit(transaction, {
    ...{ actor: `administrator ${row.name}`, via: 'console', address: visitor.address },
    ...{ action: 'sign-in', objectKind: 'administrator', objectId: row.name },
    policyVersion: await readPolicyVersion(transaction),
    difference: { method: { from: null, to: method } },
  });
  return { id: String(administratorId), name: row.name, sid };
}
