import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import { readActivity } from './activity';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

const now = new Date('2026-03-31T12:00:00Z');
const refused = { group_id: null, status: 403, outcome: 'refused' as const, fault: 'model-not-allowed' };
const brokeOff = { stream: true, status: 200, outcome: 'failed' as const, fault: 'upstream-failed' };
const token_id = 'rtr_metrum_alice_demo_dev_k1';

it('tells what a token used in the last 30 days, and its last ten requests, and nothing of others', async () => {
  const record = (some: Parameters<typeof usageRecord>[0]) => renderRecord(usageRecord({ token_id, ...some }));
  const hours = Array.from({ length: 12 }, (_, hour) => `2026-03-30T${String(hour + 10)}:00:00.000Z`);
  await store.insertUsage([
    ...hours.map((started_at) => record({ started_at })),
    record({ started_at: '2026-03-31T11:00:00.000Z', ...refused }),
    record({ started_at: '2026-03-31T10:00:00.000Z', ...brokeOff }),
    record({ started_at: '2026-01-01T00:00:00.000Z' }),
    record({ started_at: '2026-03-31T11:30:00.000Z', token_id: 'rtr_metrum_bob_demo_dev_k1' }),
  ]);
  const { from, totals, days, requests } = await readActivity(store.db, token_id, { seesCallers: true, now });
  expect(from).toBe('2026-03-01T12:00:00.000Z');
  expect(totals).toMatchObject({ requests: 14, failed: 1, refused: 1, cancelled: 0 });
  expect(days.map(({ name, requests: count }) => [name, count])).toEqual([
    ['2026-03-30', 12],
    ['2026-03-31', 2],
  ]);
  expect(requests).toHaveLength(10);
  expect(requests[0]).toMatchObject({
    status: 403,
    fault: 'model-not-allowed',
    outcome: 'refused',
    group: null,
    model: 'general',
  });
  expect(requests[1], 'its 200 had gone out').toMatchObject({ status: 200, broke_off: true, client: 'curl' });
  expect(requests[2]?.started_at).toBe('2026-03-30T21:00:00.000Z');
});

it('of a token that was never used tells nothing', async () => {
  expect(await readActivity(store.db, token_id, { seesCallers: true, now })).toMatchObject({ days: [], requests: [] });
});
