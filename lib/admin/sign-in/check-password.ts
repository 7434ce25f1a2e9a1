import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { writeAudit } from '../../../db/queries/policy-change';
import { administrators } from '../../../db/schema';
import { isPassword } from '../../auth/password';
import type { Runtime } from '../../runtime/runtime';
import { readPolicyVersion } from './read-policy-version';
import { busyWords, SignInRefused, wrongWords } from './sign-in-refused';
import type { Visitor } from './visitor';

/** Five wrong ones in a row close an account for a minute, and each further one for twice as long, up to a quarter of an hour. */
const freeTries = 5;
const longestLockMinutes = 15;
/** So long after a lock ended, the tries before it count no more. */
const forgottenMs = 60 * 60_000;

interface Work<Result> {
  /** What is done for whoever has shown the password. */
  work(transaction: Transaction, row: typeof administrators.$inferSelect, policyVersion: number): Promise<Result>;
  /** `lockPolicy` where the work changes more than the administrator's own row; a stranger at the door takes no lock. */
  readVersion?: (transaction: Transaction) => Promise<number>;
}

/**
 * Whose password this is, or a refusal that does not say why. What then happens, happens in the same transaction as the
 * counting: of many guesses at once, none gets past the lock that the others have earned.
 */
export async function withPassword<Result>(
  runtime: Pick<Runtime, 'store' | 'hashing' | 'failures'>,
  visitor: Visitor,
  { name, password }: { name: string; password: string },
  { work, readVersion = readPolicyVersion }: Work<Result>,
): Promise<Result> {
  const { store, failures } = runtime;
  if (!failures.begin(visitor.address)) throw new SignInRefused('wrong', wrongWords);
  const [known] = await store.db.select().from(administrators).where(eq(administrators.name, name));
  const isRight = await isPasswordInTurn(runtime, visitor, password, known?.passwordHash ?? null);
  const result = await store.db.transaction(async (transaction) => {
    // Before the row, which every change of an administrator takes after the policy's lock; and after the hashing, which takes its time.
    const policyVersion = await readVersion(transaction);
    return settle(transaction, known, isRight, visitor, policyVersion, work);
  });
  if (!result) throw new SignInRefused('wrong', wrongWords);
  failures.forgive(visitor.address);
  return result.value;
}

async function isPasswordInTurn(
  { hashing, failures }: Pick<Runtime, 'hashing' | 'failures'>,
  visitor: Visitor,
  password: string,
  hash: string | null,
): Promise<boolean> {
  const leave = await hashing.enter();
  if (!leave) {
    failures.forgive(visitor.address);
    throw new SignInRefused('busy', busyWords);
  }
  try {
    // No password is so long: whoever sends one wants us to work.
    return (await isPassword(password.slice(0, 1024), hash)) && password.length <= 1024;
  } finally {
    leave();
  }
}

/**
 * Null where they are not let in. The row is read again, and held: its password may have been changed while it was hashed. A name
 * that nobody has is asked for as well, for the time that it takes.
 */
async function settle<Result>(
  transaction: Transaction,
  known: typeof administrators.$inferSelect | undefined,
  isRight: boolean,
  visitor: Visitor,
  policyVersion: number,
  work: Work<Result>['work'],
): Promise<{ value: Result } | null> {
  const ofThem = eq(administrators.id, known?.id ?? 0);
  const [row] = await transaction.select().from(administrators).where(ofThem).for('update');
  if (!row || row.passwordHash !== known?.passwordHash || row.status !== 'active') return null;
  if (row.lockedUntil && row.lockedUntil > new Date()) return null;
  if (isRight) {
    await transaction.update(administrators).set({ failedSignIns: 0, lockedUntil: null }).where(ofThem);
    return { value: await work(transaction, row, policyVersion) };
  }
  const isLongAgo = row.lockedUntil !== null && row.lockedUntil.getTime() < Date.now() - forgottenMs;
  const failedSignIns = isLongAgo ? 1 : row.failedSignIns + 1;
  const minutes = Math.min(2 ** (failedSignIns - freeTries), longestLockMinutes);
  const isLocked = failedSignIns >= freeTries;
  const lockedUntil = isLocked ? sql`now() + make_interval(mins => ${minutes}::int)` : null;
  await transaction.update(administrators).set({ failedSignIns, lockedUntil }).where(ofThem);
  if (isLocked) {
    await writeAudit(transaction, {
      ...{ actor: 'somebody unknown', via: 'console', address: visitor.address },
      ...{ action: 'lock', objectKind: 'administrator', objectId: row.name },
      policyVersion,
      difference: { wrong_passwords: { from: null, to: failedSignIns }, minutes: { from: null, to: minutes } },
    });
  }
  return null;
}
