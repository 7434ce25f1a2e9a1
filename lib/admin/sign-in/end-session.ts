import { eq } from 'drizzle-orm';
import { writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import type { Runtime } from '../../runtime/runtime';
import { readPolicyVersion } from './read-policy-version';
import type { Visitor } from './visitor';

/** Signs out one browser: its cookie stands for nobody from now on, wherever a copy of it is. */
export async function endSession({ store }: Pick<Runtime, 'store'>, sid: string, visitor: Visitor): Promise<void> {
  await store.db.transaction(async (transaction) => {
    const [row] = await transaction
      .select({ name: administrators.name })
      .from(adminSessions)
      .innerJoin(administrators, eq(administrators.id, adminSessions.administratorId))
      .where(eq(adminSessions.id, sid));
    if (!row) return;
    await transaction.delete(adminSessions).where(eq(adminSessions.id, sid));
    await writeAudit(transaction, {
      ...{ actor: `administrator ${row.name}`, via: 'console', address: visitor.address },
      ...{ action: 'sign-out', objectKind: 'administrator', objectId: row.name },
      policyVersion: await readPolicyVersion(transaction),
    });
  });
}
