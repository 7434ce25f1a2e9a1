import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { projects } from '../../../db/schema';
import { addCaller } from '../../../db/testing/policy';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { type Admission, createAdmission } from '../../admission/admission';
import { createMemoryLimits } from '../../admission/memory-limits';
import { usageRecord } from '../../usage/__fixtures__/record';
import { readSpent } from '../../usage/read-spent';
import { renderRecord } from '../../usage/render-record';
import { checkLedger } from './check';

let store: TestStore;
let admission: Admission;
const limits = { usd: { month: 10 }, requests: { lifetime: 100 } };
const limited = [{ scope: 'project', id: 'demo', limits }] as const;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await store.db.transaction((transaction) => addCaller(transaction, 'alice', 'demo'));
  await store.db.update(projects).set({ limits });
  const log = { error: () => {}, warn: () => {} } as never;
  admission = createAdmission({
    ...{ store: createMemoryLimits(), log, startedAt: Date.now(), clock: Date.now },
    readSpent: (counter) => readSpent(store.db, counter),
  });
});

const check = (repairs: { actor: string } | null = null) =>
  checkLedger({ store, admission, usage: { flush: async () => {} } as never }, { repairs });
const record = (usd: number, some = {}) =>
  store.insertUsage([renderRecord(usageRecord({ started_at: new Date().toISOString(), cost_usd: usd, ...some }))]);
const spend = async (most: number, used: number | null) => {
  const amounts = { inputTokens: 0, outputTokens: 0, usd: most };
  const admitted = await admission.admit({ requestId: `${Math.random()}`, limited, amounts, now: Date.now() });
  if ('refusals' in admitted) throw new Error('refused');
  if (used !== null) admitted.settle({ ...amounts, usd: used });
};

it('agrees where every request left its record, with what is reserved beside it', async () => {
  expect(await check(), 'nobody has asked yet').toMatchObject({ checked: 0, drifts: [] });
  await record(2);
  // Never sent: refused, left before a target was asked, and nobody to ask. Counting tokens is free, though a provider may do it.
  await record(5, { outcome: 'refused', attempts: 0, tries: [] });
  await record(5, { outcome: 'cancelled', attempts: 0, tries: [] });
  await record(5, { outcome: 'failed', attempts: 0, tries: [] });
  await record(0, { endpoint: 'messages/count_tokens' });
  await spend(3, 1.5);
  await record(1.5);
  await spend(4, null);
  expect(await check()).toEqual({ object: 'ledger.check', checked: 2, drifts: [], repaired: 0 });
});

it('tells a counter that drifted, and puts it right on a word, with who did it (field-failures 33)', async () => {
  await spend(1, 1);
  await record(1);
  // A record that no counter has seen.
  await record(0.5);
  const { drifts } = await check();
  expect(drifts).toEqual([
    { scope: 'project', id: 'demo', name: 'requests_lifetime', counted: 1, recorded: 2, reserved: 0 },
    { scope: 'project', id: 'demo', name: 'usd_per_month', counted: 1, recorded: 1.5, reserved: 0 },
  ]);
  expect(await check({ actor: 'administrator alice' })).toMatchObject({ repaired: 2 });
  expect((await check()).drifts).toEqual([]);
  const [event] =
    await store.sql`select actor, action, object_kind, object_id, difference from audit_events order by id desc limit 1`;
  expect(event).toMatchObject({
    actor: 'administrator alice',
    action: 'repair',
    object_kind: 'project',
    object_id: 'demo',
  });
});
