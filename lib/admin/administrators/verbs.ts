import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { writeAudit } from '../../../db/queries/policy-change';
import { administrators, policyState } from '../../../db/schema';
import { hashPassword } from '../../auth/password';
import { roles } from '../../exchange/roles';
import { AdminRefusal } from '../admin-refusal';
import { defineVerb } from '../verb';

const name = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9._+@-]{0,253}$/, 'expected a name or an e-mail address: letters, digits and . _ + @ -'),
  );

export const administratorVerbs = {
  'administrators.list': defineVerb({
    action: 'administrators:read',
    method: 'GET',
    path: '/administrators',
    summary: 'Who may open the console, with their roles',
    input: z.strictObject({}),
    async run({ runtime }) {
      const rows = await runtime.store.db.select().from(administrators).orderBy(asc(administrators.name));
      return {
        data: rows.map((row) => ({
          ...{ name: row.name, role: row.role, status: row.status },
          last_signed_in_at: row.lastSignedInAt?.toISOString() ?? null,
          created_at: row.createdAt.toISOString(),
        })),
      };
    },
  }),
  'administrators.create': defineVerb({
    action: 'administrators:write',
    method: 'POST',
    path: '/administrators',
    summary: 'Somebody more who may open the console',
    input: z.strictObject({ name, role: z.enum(roles), password: z.string().min(12).max(256) }),
    status: 201,
    async run({ runtime, author }, input) {
      const passwordHash = await hashPassword(input.password);
      await runtime.store.db.transaction(async (transaction) => {
        const [state] = await transaction.select({ version: policyState.version }).from(policyState);
        const made = await transaction
          .insert(administrators)
          .values({ name: input.name, role: input.role, passwordHash, createdBy: author.actor })
          .onConflictDoNothing()
          .returning({ id: administrators.id });
        if (made.length === 0) throw new AdminRefusal('conflict', `there is an administrator "${input.name}" already`);
        await writeAudit(transaction, {
          ...{ ...author, action: 'create', objectKind: 'administrator', objectId: input.name },
          policyVersion: state?.version ?? 0,
          difference: { role: { from: null, to: input.role } },
        });
      });
      return { name: input.name, role: input.role };
    },
  }),
};
