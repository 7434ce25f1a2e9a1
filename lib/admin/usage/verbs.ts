import { z } from 'zod';
import { may } from '../actor';
import { AdminRefusal } from '../admin-refusal';
import { UsageQuery } from '../contract';
import { defineVerb } from '../verb';
import { reportUsage } from './report';

/** Verbs about what was used. */
export const usageVerbs = {
  'usage.report': defineVerb({
    action: 'usage:read',
    method: 'GET',
    path: '/usage',
    summary: 'What was used in a span, by one dimension',
    input: UsageQuery,
    async run({ runtime, actor }, { from, to, ...rest }) {
      const { store, usage } = runtime;
      const tellsCallers = rest.token || rest.project || ['token', 'user', 'project'].includes(rest.by);
      if (tellsCallers && !may(actor, 'usage:callers')) {
        throw new AdminRefusal('forbidden', `the role ${actor.role} does not include usage:callers`);
      }
      const end = readMoment('to', to) ?? new Date();
      const begin = readMoment('from', from) ?? new Date(end.getTime() - defaultDays * 86_400_000);
      if (begin >= end) throw new AdminRefusal('invalid', 'from: it has to be before "to"');
      // What this process has served until now is counted; where the store is away, the report says so itself.
      await usage.flush().catch(() => {});
      return reportUsage(store.db, { from: begin, to: end, ...rest });
    },
  }),
};

const defaultDays = 30;

const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** A date is its first moment in UTC. */
function readMoment(field: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  if (Moment.safeParse(text).success) return new Date(text);
  throw new AdminRefusal('invalid', `${field}: expected a date such as 2027-01-31, or a moment with its zone`);
}
