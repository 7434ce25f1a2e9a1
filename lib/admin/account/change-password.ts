import { and, eq, ne } from 'drizzle-orm';
import { lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { revokeMadeBy } from '../admin-tokens/revoke';
import { hashChosen } from '../administrators/create';
import type { ChangedAccount } from '../contract/administrators';
import { withPassword } from '../sign-in/check-password';
import { voidLinks } from '../sign-in/setup-link';
import { busyWords, SignInRefused } from '../sign-in/sign-in-refused';
import type { VerbContext } from '../verb';
import { describeAccount, ownIds } from './own-row';

/**
 * Another password for whoever asks, who shows the present one: an open session alone is not enough, and wrong ones are counted as at
 * the door. Every other session ends, and so do the admin tokens of whoever asks.
 */
export async function changePassword(
  { runtime, actor, author }: VerbContext,
  { present, password }: { present: string; password: string },
): Promise<ChangedAccount> {
  const { settings } = runtime;
  const { sessionId } = ownIds(actor);
  if (present === password) throw new AdminRefusal('invalid', 'password: it is the present one');
  const passwordHash = await hashChosen(runtime, password, actor.name);
  const visitor = { address: actor.address, client: null };
  try {
    return await withPassword(
      runtime,
      visitor,
      { name: actor.name, password: present },
      {
        readVersion: lockPolicy,
        async work(transaction, row, policyVersion) {
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
          // Whoever knew the password before may have made one, to come back with.
          const revoked = await revokeMadeBy(transaction, author, policyVersion, author.actor);
          await writeAudit(transaction, {
            ...{ ...author, action: 'update', objectKind: 'administrator', objectId: row.name, policyVersion },
            difference: { password: { from: 'set', to: 'changed' } },
          });
          return { ...(await describeAccount(transaction, settings, actor)), revoked_admin_tokens: revoked };
        },
      },
    );
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    if (error.problem === 'busy') throw new AdminRefusal('unavailable', busyWords);
    const words = 'that is not your present password, or too many wrong ones were given; wait a few minutes then';
    throw new AdminRefusal('forbidden', `present: ${words}`);
  }
}
