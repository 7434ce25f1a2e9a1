import { z } from 'zod';
import { dayOrMoment } from '../../config/field-kinds';
import { may } from '../actor';
import { AdminRefusal } from '../admin-refusal';
import { UsageQuery } from '../contract';
import { defineVerb } from '../verb';
import { refuseCallers, usageFilter } from './filter';
import { reportUsage } from './report';
import { readSeries, seriesDimensions, seriesMetrics } from './series';
import { spanNames } from './spans';

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
  'usage.series': defineVerb({
    action: 'usage:read',
    method: 'GET',
    path: '/usage/series',
    summary: 'Figures over time, a line for each of the eight greatest and one for all others',
    input: z.strictObject({
      span: z.enum(spanNames).default('24h'),
      by: z.enum(seriesDimensions).default('group'),
      metric: z.enum(seriesMetrics).default('requests'),
      ...usageFilter,
    }),
    async run({ runtime: { store, usage }, actor }, { span, by, metric, ...filter }) {
      refuseCallers(actor, { token: filter.token, by: ['token', 'user', 'project'].includes(by) });
      await usage.flush().catch(() => {});
      return readSeries(store.db, { span, by, metric, filter, now: new Date() });
    },
  }),
};

const defaultDays = 30;

/** A date is its first moment in UTC. */
function readMoment(field: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const parsed = dayOrMoment.safeParse(text);
  if (parsed.success) return new Date(parsed.data);
  throw new AdminRefusal('invalid', `${field}: ${parsed.error.issues[0]?.message}`);
}
