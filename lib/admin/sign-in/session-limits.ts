import { and, eq, gt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { adminInvitations, administrators, adminSessions } from '../../../db/schema';
import type { Settings } from '../../env';

/** What holds of every session, by the store's clock, which all replicas share. */
type Limits = Pick<Settings, 'consoleIdleMinutes' | 'consoleSessionHours'>;

const minutes = (count: number) => sql`make_interval(mins => ${count}::int)`;

export const sessionEnd = ({ consoleSessionHours }: Limits): SQL => sql`now() + ${minutes(consoleSessionHours * 60)}`;

/** Of a session joined with its administrator: it may be used now. */
export function isOpenSession({ consoleIdleMinutes, consoleSessionHours }: Limits): SQL | undefined {
  const { version, expiresAt, seenAt, createdAt } = adminSessions;
  return and(
    eq(version, administrators.sessionVersion),
    eq(administrators.status, 'active'),
    gt(expiresAt, sql`now()`),
    gt(seenAt, sql`now() - ${minutes(consoleIdleMinutes)}`),
    // Shorter sessions hold for those that are open already.
    gt(createdAt, sql`now() - ${minutes(consoleSessionHours * 60)}`),
  );
}

/** Takes away what nobody can use any more: sessions that are over, and links a week after their end. */
export async function sweepSessions(transaction: Transaction, { consoleIdleMinutes }: Limits): Promise<void> {
  const { expiresAt, seenAt } = adminSessions;
  const isOver = or(lte(expiresAt, sql`now()`), lte(seenAt, sql`now() - ${minutes(consoleIdleMinutes)}`));
  await transaction.delete(adminSessions).where(isOver);
  await transaction.delete(adminInvitations).where(lte(adminInvitations.expiresAt, sql`now() - interval '7 days'`));
}
