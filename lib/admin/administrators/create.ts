import type { z } from 'zod';
import { lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { administrators } from '../../../db/schema';
import { hashPassword } from '../../auth/password';
import { explainWeakPassword } from '../../auth/password-rules';
import type { Runtime } from '../../runtime/runtime';
import { AdminRefusal, refusalAt } from '../admin-refusal';
import type { CreateAdministratorRequest, CreatedAdministrator } from '../contract/administrators';
import { makeSetupLink } from '../sign-in/setup-link';
import { busyWords } from '../sign-in/sign-in-refused';
import type { VerbContext } from '../verb';
import { refuseNarrowed } from './change';
import { getAdministrator } from './describe';

/** Somebody more who may open the console: with a password that was given, or with a link to choose one. */
export async function createAdministrator(
  context: VerbContext,
  { name, role, password }: z.output<typeof CreateAdministratorRequest>,
): Promise<CreatedAdministrator> {
  const { runtime, author } = context;
  const passwordHash = password === undefined ? null : await hashChosen(runtime, password, name);
  return runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    await refuseNarrowed(transaction, context);
    const [made] = await transaction
      .insert(administrators)
      .values({ name, role, passwordHash, createdBy: author.actor })
      .onConflictDoNothing()
      .returning({ id: administrators.id });
    if (!made) throw refusalAt('conflict', 'name', `there is an administrator "${name}" already`);
    const link = passwordHash === null ? await makeSetupLink(transaction, context, made.id) : null;
    await writeAudit(transaction, {
      ...{ ...author, action: 'create', objectKind: 'administrator', objectId: name, policyVersion },
      difference: { role: { from: null, to: role } },
    });
    return { ...(await getAdministrator(transaction, runtime.settings, name)), link };
  });
}

/** The hash of a password that is good enough. */
export async function hashChosen({ hashing }: Runtime, password: string, name: string): Promise<string> {
  const weak = explainWeakPassword(password, name);
  if (weak) throw new AdminRefusal('invalid', `password: ${weak}`);
  const leave = await hashing.enter();
  if (!leave) throw new AdminRefusal('unavailable', busyWords);
  try {
    return await hashPassword(password);
  } finally {
    leave();
  }
}
