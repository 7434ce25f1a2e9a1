import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../../db/client';
import { type Author, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { adminSessions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { revokeMadeBy } from '../admin-tokens/revoke';
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
    summary: 'Another password of one’s own; every other session ends, and the admin tokens that one made',
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
    summary: 'Ends every session of one’s own, this one too, and the admin tokens that one made',
    input: z.strictObject({}),
    run: (context) => endAllOwn(context),
  }),
};

/** One session of one’s own. */
function endOwn({ runtime, actor, author }: VerbContext, sessionId: string): Promise<{ ended: number }> {
  const { administratorId } = ownIds(actor);
  return runtime.store.db.transaction(async (transaction) => {
    const which = and(eq(adminSessions.administratorId, administratorId), eq(adminSessions.id, sessionId));
    const ended = await transaction.delete(adminSessions).where(which).returning({ id: adminSessions.id });
    if (ended.length === 0) throw new AdminRefusal('not-found', 'that session has ended already');
    await auditSignOut(transaction, author, actor.name, ended.length, await readPolicyVersion(transaction));
    return { ended: ended.length };
  });
}

/** Every one of them, and the admin tokens that were made in them: whoever had one may have made a token, to come back with. */
function endAllOwn({
  runtime,
  actor,
  author,
}: VerbContext): Promise<{ ended: number; revoked_admin_tokens: string[] }> {
  const { administratorId } = ownIds(actor);
  return runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    const ended = await endSessions(transaction, administratorId);
    const revoked = await revokeMadeBy(transaction, author, policyVersion, author.actor);
    await auditSignOut(transaction, author, actor.name, ended, policyVersion);
    return { ended, revoked_admin_tokens: revoked };
  });
}

function auditSignOut(transaction: Transaction, author: Author, name: string, ended: number, policyVersion: number) {
  return writeAudit(transaction, {
    ...{ ...author, action: 'sign-out', objectKind: 'administrator', objectId: name, policyVersion },
    difference: { sessions: { from: ended, to: 0 } },
  });
}
