import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { hashChosen } from '../administrators/create';
import type { Account } from '../contract/administrators';
import { withPassword } from '../sign-in/check-password';
import { readPolicyVersion } from '../sign-in/read-policy-version';
import { voidLinks } from '../sign-in/setup-link';
import { busyWords, SignInRefused } from '../sign-in/sign-in-refused';
import type { VerbContext } from '../verb';
import { describeAccount, ownIds } from './own-row';

/**
 * Another password for whoever asks, who shows the present one: an open session alone is not enough, and wrong ones are counted as at
 * the door. Every other session ends.
 */
export async function changePassword(
  { runtime, actor, author }: VerbContext,
  { present, password }: { present: string; password: string },
): Promise<Account> {
  const { settings } = runtime;
  const { sessionId } = ownIds(actor);
  if (present === password) throw new AdminRefusal('invalid', 'password: it is the present one');
  const passwordHash = await hashChosen(runtime, password, actor.name);
  const visitor = { address: actor.address, client: null };
  try {
    return await withPassword(runtime, visitor, { name: actor.name, password: present }, async (transaction, row) => {
      const version = row.sessionVersion + 1;
      await transaction
        .update(administrators)
        .set({ passwordHash, sessionVersion: version })
        .where(eq(administrators.id, row.id));
      await transaction
        .delete(adminSessions)
        .where(and(eq(adminSessions.administratorId, row.id), ne(adminSessions.id, sessionId)));
      await transaction.update(adminSessions).set({ version }).where(eq(adminSessions.id, sessionId));
      await voidLinks(transaction, row.id);
      await writeAudit(transaction, {
        ...{ ...author, action: 'update', objectKind: 'administrator', objectId: row.name },
        policyVersion: await readPolicyVersion(transaction),
        difference: { password: { from: 'set', to: 'changed' } },
      });
      return describeAccount(transaction, settings, actor);
    });
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    if (error.problem === 'busy') throw new AdminRefusal('unavailable', busyWords);
    const words = 'that is not your present password, or too many wrong ones were given; wait a few minutes then';
    throw new AdminRefusal('forbidden', `present: ${words}`);
  }
}
