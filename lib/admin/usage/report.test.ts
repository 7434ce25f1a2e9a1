import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../../db/testing/store';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import type { UsageRecord } from '../../usage/usage-record';
import type { UsageDimension } from '../contract';
import { reportUsage } from './report';

const refused = {
  ...{ outcome: 'refused' as const, fault: 'model-not-allowed', status: 403, cost_usd: null },
  ...{ input_tokens: null, cached_input_tokens: null, output_tokens: null },
} satisfies Partial<UsageRecord>;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  const records = [
    usageRecord({ started_at: '2026-03-01T00:00:00.000Z', cost_usd: 1 }),
    usageRecord({ started_at: '2026-03-01T23:59:59.999Z', token_id: 'other', project_id: 'shop', cost_usd: 0.5 }),
    usageRecord({
      started_at: '2026-03-02T00:00:00.000Z',
      group_id: null,
      provider_id: null,
      model_id: null,
      ...refused,
    }),
    usageRecord({ started_at: '2026-03-03T00:00:00.000Z', cost_usd: 100 }),
  ];
  await store.insertUsage(records.map(renderRecord));
});
afterAll(() => store.close());
const span = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-03T00:00:00Z') };
const report = (by: UsageDimension, more = {}) => reportUsage(store.db, { ...span, by, ...more });

it('counts from the first moment, up to the last and without it', async () => {
  const { totals, from, to } = await report('day');
  expect({ from, to }).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' });
  expect(totals).toEqual({
    ...{
      requests: 3,
      failed: 0,
      refused: 1,
      cancelled: 0,
      input_tokens: 42,
      cached_input_tokens: 16,
      output_tokens: 10,
      usd: 1.5,
    },
  });
});

it.each<[UsageDimension, string[]]>([
  ['day', ['2026-03-01', '2026-03-02']],
  ['group', ['general', '(none)']],
  ['target', ['local/small', '(none)']],
  ['model', ['small', '(none)']],
  ['token', ['rtr_metrum_alice_demo_dev_k1', 'other']],
  ['user', ['alice']],
  ['project', ['demo', 'shop']],
  ['outcome', ['completed', 'refused']],
])('tells it by %s', async (by, names) => {
  const { rows, totals } = await report(by);
  expect(rows.map(({ name }) => name)).toEqual(names);
  expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(totals.requests);
});

it.each([
  [{ token: 'other' }, 1],
  [{ project: 'demo' }, 2],
  [{ group: 'general' }, 2],
  [{ project: 'nobody’s' }, 0],
])('of %j alone', async (filter, requests) => {
  expect((await report('user', filter)).totals.requests).toBe(requests);
});
