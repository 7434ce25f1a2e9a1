import { z } from 'zod';
import { may } from '../actor';
import { refuseCallers, usageFilter } from '../usage/filter';
import { spanNames } from '../usage/spans';
import { defineVerb } from '../verb';
import { readAttention } from './read-attention';
import { readOverview } from './read-overview';
import { readStart } from './read-start';

/** What this deployment does, and what needs somebody. */
export const overviewVerbs = {
  'overview.read': defineVerb({
    action: 'overview:read',
    method: 'GET',
    path: '/overview',
    summary: 'Requests, failures, tokens, cost and waiting times over a span, against the one before',
    input: z.strictObject({ span: z.enum(spanNames).default('24h'), ...usageFilter }),
    async run({ runtime: { store, usage }, actor }, { span, ...filter }) {
      refuseCallers(actor, { token: filter.token });
      // What has ended until now is counted; where the store is away, the question itself says so.
      await usage.flush().catch(() => {});
      return readOverview(store.db, { span, filter, now: new Date() });
    },
  }),
  'overview.attention': defineVerb({
    action: 'overview:read',
    method: 'GET',
    path: '/overview/attention',
    summary: 'What needs an administrator: tokens about to end, targets that fail, groups that nothing answers',
    input: z.strictObject({}),
    run: ({ runtime, actor }) => readAttention(runtime, { seesTokens: may(actor, 'tokens:read'), now: new Date() }),
  }),
  'overview.start': defineVerb({
    action: 'overview:read',
    method: 'GET',
    path: '/overview/start',
    summary: 'Which steps from an empty deployment to its first request are done',
    input: z.strictObject({}),
    async run({ runtime: { store, usage } }) {
      await usage.flush().catch(() => {});
      return readStart(store.db);
    },
  }),
};
