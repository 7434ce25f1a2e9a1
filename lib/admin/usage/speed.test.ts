import { afterAll, beforeAll, expect, it } from 'vitest';
import { addManyUsage } from '../../../db/testing/many-usage';
import { openTestStore, type TestStore } from '../../../db/testing/store';
import { readOverview } from '../overview/read-overview';
import { listRequests } from '../requests/list';
import { RequestQuery } from '../requests/query';
import { readStory } from '../requests/story';
import { readSeries } from './series';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await addManyUsage(store, { records: 100_000, days: 30 });
}, 120_000);
afterAll(() => store.close());

const now = () => new Date();
const list = (query: object) =>
  listRequests(store.db, RequestQuery.parse(query), { seesCallers: true, now: now() }).then(({ data }) => data.length);

/** Where each of the 100,000 is looked at, twice: 200 ms on a machine of two cores, and so much on the slowest. */
const everyRecordMs = 400;

/** The embedded store works in this very process, whose own time is no longer where the machine is busy with something else. */
function clock(): number {
  if (store.kind !== 'embedded') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The best of three. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn += 1) {
    const begun = clock();
    await work();
    best = Math.min(best, clock() - begun);
  }
  return best;
}

it.each<[what: string, work: () => Promise<unknown>, mostMs?: number]>([
  ['the overview of a day', () => readOverview(store.db, { span: '24h', filter: {}, now: now() })],
  ['the overview of a week', () => readOverview(store.db, { span: '7d', filter: {}, now: now() })],
  [
    'the overview of a month, all of them',
    () => readOverview(store.db, { span: '30d', filter: {}, now: now() }),
    everyRecordMs,
  ],
  [
    'the overview of a month of one group',
    () => readOverview(store.db, { span: '30d', filter: { group: 'group-3' }, now: now() }),
  ],
  [
    'a day by token',
    () => readSeries(store.db, { span: '24h', by: 'token', metric: 'requests', filter: {}, now: now() }),
  ],
  [
    'a month by group',
    () => readSeries(store.db, { span: '30d', by: 'group', metric: 'requests', filter: {}, now: now() }),
    everyRecordMs,
  ],
  [
    'a month by token',
    () => readSeries(store.db, { span: '30d', by: 'token', metric: 'requests', filter: {}, now: now() }),
    everyRecordMs,
  ],
  ['the first page of requests', () => list({})],
  ['the slowest of them', () => list({ sort: 'latency_ms' }), everyRecordMs],
  ['the dearest of a group', () => list({ sort: 'usd', group: 'group-3' })],
  ['the failed ones', () => list({ outcome: 'failed' })],
  ['those that fell back', () => list({ fell_back: true })],
  ['those that failed at a target', () => list({ failed_at: 'provider-1/model-1' })],
  ['those that failed at a target that never was', () => list({ failed_at: 'provider-1/model-2' }), everyRecordMs],
  ['those that failed at one that always answers', () => list({ failed_at: 'provider-2/model-2' }), everyRecordMs],
  ['those of a token', () => list({ token: 'rtr_metrum_user-7_project-7_dev_k1' })],
  ['those of a client that nobody has', () => list({ client: 'nothing' }), everyRecordMs],
  ['those whose id begins so', () => list({ request_id: 'req_ab' })],
  [
    'one story',
    () =>
      readStory(store.db, {
        ...{ requestId: 'req_0', seesCallers: true },
        snapshot: { groups: new Map() } as never,
      }),
  ],
])('of 100,000 records, %s is read in a moment', async (what, work, mostMs = 200) => {
  const took = await timed(work);
  console.log(`${store.kind}: ${what} in ${took.toFixed(0)} ms`);
  expect(took).toBeLessThan(mostMs);
});
