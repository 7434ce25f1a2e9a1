import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { endSessions } from '../administrators/change';
import { ChangePasswordRequest, EndSessionRequest } from '../contract/administrators';
import { readPolicyVersion } from '../sign-in/read-policy-version';
import { defineVerb, type VerbContext } from '../verb';
import { changePassword } from './change-password';
import { describeAccount, ownIds } from './own-row';

/** Verbs about whoever asks: for people at the console. Nothing here changes a role, or anybody else. */
export const accountVerbs = {
  'account.get': defineVerb({
    action: 'account:use',
    method: 'GET',
    path: '/account',
    summary: 'Whoever is signed in to the console, with their sessions; a token has no account',
    input: z.strictObject({}),
    run: ({ runtime, actor }) => describeAccount(runtime.store.db, runtime.settings, actor),
  }),
  'account.change-password': defineVerb({
    action: 'account:use',
    method: 'POST',
    path: '/account/password',
    summary: 'Another password of one’s own; every other session ends',
    input: ChangePasswordRequest,
    run: (context, input) => changePassword(context, input),
  }),
  'account.end-session': defineVerb({
    action: 'account:use',
    method: 'POST',
    path: '/account/sessions/{session_id}/end',
    summary: 'Signs out one browser of one’s own',
    input: EndSessionRequest,
    run: (context, { session_id }) => endOwn(context, session_id),
  }),
  'account.sign-out-everywhere': defineVerb({
    action: 'account:use',
    method: 'POST',
    path: '/account/sign-out-everywhere',
    summary: 'Ends every session of one’s own, this one too',
    input: z.strictObject({}),
    run: (context) => endOwn(context, null),
  }),
};

/** One session of one's own, or all of them. */
function endOwn({ runtime, actor, author }: VerbContext, sessionId: string | null): Promise<{ ended: number }> {
  const { administratorId } = ownIds(actor);
  return runtime.store.db.transaction(async (transaction) => {
    await transaction.select().from(administrators).where(eq(administrators.id, administratorId)).for('update');
    const own = eq(adminSessions.administratorId, administratorId);
    const which = sessionId === null ? own : and(own, eq(adminSessions.id, sessionId));
    const ended = await transaction.delete(adminSessions).where(which).returning({ id: adminSessions.id });
    if (sessionId !== null && ended.length === 0) throw new AdminRefusal('not-found', 'that session has ended already');
    if (sessionId === null) await endSessions(transaction, administratorId);
    await writeAudit(transaction, {
      ...{ ...author, action: 'sign-out', objectKind: 'administrator', objectId: actor.name },
      policyVersion: await readPolicyVersion(transaction),
      difference: { sessions: { from: ended.length, to: 0 } },
    });
    return { ended: ended.length };
  });
}
