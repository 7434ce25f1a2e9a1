import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { administrators } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { revokeMadeBy } from '../admin-tokens/revoke';
import {
  type AdministratorRow,
  type AdministratorWithLink,
  type ChangedAdministrator,
  CreateAdministratorRequest,
  OneAdministrator,
  SetRoleRequest,
  SetStatusRequest,
} from '../contract/administrators';
import { makeSetupLink, voidLinks } from '../sign-in/setup-link';
import { defineVerb } from '../verb';
import { changeAdministrator, endSessions, refuseLastOwner, refuseOwn } from './change';
import { createAdministrator } from './create';
import { getAdministrator, listAdministrators } from './describe';

/** Verbs about whoever may open the console. All but looking is an owner's. */
export const administratorVerbs = {
  'administrators.list': defineVerb({
    action: 'administrators:read',
    method: 'GET',
    path: '/administrators',
    summary: 'Who may open the console, with their roles',
    input: z.strictObject({}),
    run: ({ runtime }) => listAdministrators(runtime.store.db, runtime.settings),
  }),
  'administrators.create': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators',
    summary:
      'Somebody more who may open the console; without a password the answer has a link to choose one, good for a day',
    input: CreateAdministratorRequest,
    status: 201,
    run: (context, input) => createAdministrator(context, input),
  }),
  'administrators.reset': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators/{name}/reset',
    summary: 'A new link for somebody to choose a password; older links are void, and using it ends their sessions',
    input: OneAdministrator,
    status: 201,
    run: (context, { name }): Promise<AdministratorWithLink> =>
      changeAdministrator(context, name, async ({ transaction, row, audit }) => {
        if (row.issuer !== null) {
          throw new AdminRefusal('conflict', `"${name}" comes through ${row.issuer} and has no password here`);
        }
        if (row.status === 'disabled') throw new AdminRefusal('conflict', `"${name}" is disabled; enable them first`);
        const { runtime } = context;
        const link = await makeSetupLink(transaction, context, row.id);
        await audit('update', { link: { from: null, to: 'made' } });
        return { ...(await getAdministrator(transaction, runtime.settings, name)), link };
      }),
  }),
  'administrators.set-role': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators/{name}/role',
    summary: 'Another role, which holds from the next click on; admin tokens of theirs that may more than it end',
    input: SetRoleRequest,
    run: (context, { name, role }): Promise<ChangedAdministrator> =>
      changeAdministrator(context, name, async (change) => {
        const { transaction, policyVersion, row, audit } = change;
        refuseOwn(context, row, 'changes their own role');
        if (row.issuer !== null) {
          throw new AdminRefusal('conflict', `"${name}" has the role that their groups give them at ${row.issuer}`);
        }
        let revoked: string[] = [];
        if (row.role !== role) {
          if (role !== 'owner') await refuseLastOwner(context, change);
          await transaction.update(administrators).set({ role }).where(eq(administrators.id, row.id));
          const left = { role, scopes: null };
          revoked = await revokeMadeBy(transaction, context.author, policyVersion, `administrator ${name}`, left);
          await audit('update', { role: { from: row.role, to: role } });
        }
        const after = await getAdministrator(transaction, context.runtime.settings, name);
        return { ...after, revoked_admin_tokens: revoked };
      }),
  }),
  'administrators.set-status': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators/{name}/status',
    summary: 'Disables or enables somebody; disabled, their sessions, links and admin tokens end',
    input: SetStatusRequest,
    run: (context, { name, status }): Promise<ChangedAdministrator> =>
      changeAdministrator(context, name, async (change) => {
        const { transaction, policyVersion, row, audit } = change;
        refuseOwn(context, row, 'disables themselves');
        let revoked: string[] = [];
        if (row.status !== status) {
          if (status === 'disabled') await refuseLastOwner(context, change);
          const open = status === 'active' ? { failedSignIns: 0, lockedUntil: null } : {};
          await transaction
            .update(administrators)
            .set({ status, ...open })
            .where(eq(administrators.id, row.id));
          if (status === 'disabled') {
            await endSessions(transaction, row.id);
            await voidLinks(transaction, row.id);
            revoked = await revokeMadeBy(transaction, context.author, policyVersion, `administrator ${name}`);
          }
          await audit('update', { status: { from: row.status, to: status } });
        }
        const after = await getAdministrator(transaction, context.runtime.settings, name);
        return { ...after, revoked_admin_tokens: revoked };
      }),
  }),
  'administrators.unlock': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators/{name}/unlock',
    summary: 'Opens an account that wrong passwords have locked, and forgets them; the password stays',
    input: OneAdministrator,
    run: (context, { name }): Promise<AdministratorRow> =>
      changeAdministrator(context, name, async ({ transaction, row, audit }) => {
        if (row.failedSignIns > 0 || row.lockedUntil !== null) {
          const open = { failedSignIns: 0, lockedUntil: null };
          await transaction.update(administrators).set(open).where(eq(administrators.id, row.id));
          await audit('unlock', {
            wrong_passwords: { from: row.failedSignIns, to: 0 },
            locked_until: { from: row.lockedUntil, to: null },
          });
        }
        return getAdministrator(transaction, context.runtime.settings, name);
      }),
  }),
  'administrators.sign-out': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators/{name}/sign-out',
    summary: 'Ends every session of somebody, and the admin tokens that they made',
    input: OneAdministrator,
    run: (context, { name }): Promise<AdministratorRow> =>
      changeAdministrator(context, name, async ({ transaction, policyVersion, row, audit }) => {
        await endSessions(transaction, row.id);
        // Whoever had their session may have made one, to come back with.
        await revokeMadeBy(transaction, context.author, policyVersion, `administrator ${name}`);
        await audit('update', { sessions: { from: 'open', to: 'ended' } });
        return getAdministrator(transaction, context.runtime.settings, name);
      }),
  }),
  'administrators.delete': defineVerb({
    action: 'administrators:write',
    method: 'DELETE',
    path: '/administrators/{name}',
    summary: 'Takes somebody away for good, with their sessions, links and admin tokens',
    input: OneAdministrator,
    run: (context, { name }): Promise<{ name: string; revoked_admin_tokens: string[] }> =>
      changeAdministrator(context, name, async (change) => {
        const { transaction, policyVersion, row, audit } = change;
        refuseOwn(context, row, 'deletes themselves');
        await refuseLastOwner(context, change);
        const revoked = await revokeMadeBy(transaction, context.author, policyVersion, `administrator ${name}`);
        await transaction.delete(administrators).where(eq(administrators.id, row.id));
        await audit('delete', { role: { from: row.role, to: null } });
        return { name, revoked_admin_tokens: revoked };
      }),
  }),
};
