import { z } from 'zod';
import { AdminRefusal } from '../admin-refusal';
import { UsageQuery } from '../contract';
import type { Asked, Reply } from '../door';
import { readQuery } from '../read-asked';
import { reportUsage } from './report';

const defaultDays = 30;

export async function answerUsage(asked: Asked): Promise<Reply> {
  const { store, usage } = asked.runtime;
  const { from, to, ...rest } = readQuery(asked, UsageQuery);
  const end = readMoment('to', to) ?? new Date();
  const begin = readMoment('from', from) ?? new Date(end.getTime() - defaultDays * 86_400_000);
  if (begin >= end) throw new AdminRefusal('invalid', 'from: it has to be before "to"');
  // What this process has served until now is counted; where the store is away, the report says so itself.
  await usage.flush().catch(() => {});
  return { body: await reportUsage(store.db, { from: begin, to: end, ...rest }) };
}

const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** A date is its first moment in UTC. */
function readMoment(field: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  if (Moment.safeParse(text).success) return new Date(text);
  throw new AdminRefusal('invalid', `${field}: expected a date such as 2027-01-31, or a moment with its zone`);
}
