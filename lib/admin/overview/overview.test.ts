import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerTokens, tokenGroups } from '../../../db/schema';
import { addCaller, addGroup, addProvider, addToken } from '../../../db/testing/policy';
import { openTestStore, type TestStore } from '../../../db/testing/store';
import { noteResult } from '../../upstream/__fixtures__/note-result';
import { createTargetHealth } from '../../upstream/target-health';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import { listRequests } from '../requests/list';
import { RequestQuery } from '../requests/query';
import { readSeries } from '../usage/series';
import { readAttention } from './read-attention';
import { readOverview } from './read-overview';
import { readStart } from './read-start';

const now = new Date('2026-03-02T12:07:00Z');
const at = (clock: string) => `2026-03-02T${clock}.000Z`;
let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

describe('a deployment that begins', () => {
  it('has done no step, and then each', async () => {
    expect(await readStart(store.db)).toEqual({
      ...{ object: 'start', provider: false, group: false, token: false, request: false },
    });
    await store.db.transaction(async (transaction) => {
      await addProvider(transaction, { id: 'demo', managedBy: 'demo' });
      await addGroup(transaction, { id: 'demo', providers: ['demo'], managedBy: 'demo' });
    });
    expect(await readStart(store.db)).toMatchObject({ provider: false, group: false });
    await store.db.transaction(async (transaction) => {
      await addProvider(transaction, { id: 'local' });
      await addGroup(transaction, { id: 'general', providers: ['local'] });
      await addToken(transaction, { callerId: await addCaller(transaction, 'alice', 'demo'), key: 'k1', allow: [] });
    });
    // It may use nothing: no request can be sent with it.
    expect(await readStart(store.db)).toMatchObject({ provider: true, group: true, token: false, request: false });
    const [token] = await store.db.select().from(callerTokens);
    await store.db.insert(tokenGroups).values({ tokenId: token?.tokenId ?? '', groupId: 'general' });
    expect(await readStart(store.db)).toMatchObject({ provider: true, group: true, token: true, request: false });
    await store.insertUsage([
      renderRecord(usageRecord({ token_id: token?.tokenId ?? '', started_at: '2026-01-01T00:00:00.000Z' })),
    ]);
    expect(await readStart(store.db)).toMatchObject({ request: true });
  });
});

describe('the overview', () => {
  beforeAll(async () => {
    const failed = {
      outcome: 'failed',
      status: 503,
      fault: 'upstream-unavailable',
      provider_id: null,
      model_id: null,
    } as const;
    const records = [
      usageRecord({ started_at: at('12:05:30'), latency_ms: 100.4, first_token_ms: 40, cost_usd: 1 }),
      usageRecord({ started_at: at('12:05:59'), latency_ms: 300, cost_usd: 0.5, token_id: 'other' }),
      usageRecord({
        started_at: at('11:59:59'),
        latency_ms: 9_000,
        ...failed,
        input_tokens: null,
        output_tokens: null,
      }),
      usageRecord({ started_at: at('11:30:00'), latency_ms: 5, outcome: 'cancelled', status: 499, group_id: 'slow' }),
      usageRecord({ started_at: at('11:30:00'), latency_ms: 1, outcome: 'refused', status: 403, group_id: null }),
      // At the very point of the hour before where this one stands now, and past it.
      usageRecord({ started_at: at('11:06:59'), latency_ms: 700 }),
      usageRecord({ started_at: at('11:07:30'), latency_ms: 700 }),
    ];
    await store.insertUsage(records.map(renderRecord));
  });

  it('counts how requests ended, each once, and callers who left apart from failures', async () => {
    const { totals, from, to, buckets } = await readOverview(store.db, { span: '1h', filter: {}, now });
    expect({ from, to }).toEqual({ from: at('11:08:00'), to: at('12:07:00') });
    expect(totals).toMatchObject({ requests: 5, completed: 2, failed: 1, refused: 1, cancelled: 1, usd: 1.500036 });
    expect(buckets).toHaveLength(60);
    expect(buckets.reduce((sum, { requests }) => sum + requests, 0)).toBe(5);
    expect(buckets.find((bucket) => bucket.at === at('12:05:00'))).toMatchObject({ requests: 2, input_tokens: 42 });
    expect(buckets.at(-1)).toMatchObject({ at: at('12:07:00'), requests: 0, latency_ms: null });
  });

  it('says of how many requests a cost is the sum', async () => {
    const costs = [0.5, null, null];
    const records = costs.map((cost_usd) => usageRecord({ started_at: '2026-01-02T10:00:00.000Z', cost_usd }));
    await store.insertUsage(records.map(renderRecord));
    const { totals } = await readOverview(store.db, { span: '1h', filter: {}, now: new Date('2026-01-02T10:05:00Z') });
    expect(totals).toMatchObject({ requests: 3, priced: 1, usd: 0.5 });
  });

  it('times completed requests alone', async () => {
    const { totals } = await readOverview(store.db, { span: '1h', filter: {}, now });
    expect(totals.latency_ms).toEqual({ p50: 100, p95: 300 });
    expect(totals.first_token_ms).toEqual({ p50: 40, p95: 40 });
  });

  it('stands beside the same part of the span before', async () => {
    const later = new Date('2026-03-02T13:06:00Z');
    const { previous } = await readOverview(store.db, { span: '1h', filter: {}, now: later });
    expect(previous.requests).toBe(6);
    expect((await readOverview(store.db, { span: '1h', filter: {}, now })).previous.requests).toBe(1);
  });

  it('names the groups and targets with the most requests, and what reached none', async () => {
    const { groups, targets } = await readOverview(store.db, { span: '1h', filter: {}, now });
    expect(groups.map(({ name, requests }) => [name, requests])).toEqual(
      expect.arrayContaining([
        ['general', 3],
        ['slow', 1],
        ['(none)', 1],
      ]),
    );
    expect(targets.map(({ name, requests }) => [name, requests])).toEqual([
      ['local/small', 4],
      ['(none)', 1],
    ]);
  });

  it('tells of a target that fails while another answers', async () => {
    const tried = (model_id: string, result: string) => {
      return { provider_id: 'local', model_id, status: 503, result, started_ms: 0, duration_ms: 1 };
    };
    const fallback = { attempts: 2, tries: [tried('ill', 'unavailable'), tried('small', 'answered')] };
    const left = {
      attempts: 2,
      outcome: 'cancelled',
      tries: [tried('ill', 'unavailable'), tried('small', 'cancelled')],
    } as const;
    const records = [fallback, fallback, left].map((each) => usageRecord({ started_at: at('03:30:00'), ...each }));
    await store.insertUsage(records.map(renderRecord));
    // One of before it was kept.
    await store.sql`update usage_records set fell_back = null where id = ${records[0]?.id ?? ''}`;
    const early = new Date('2026-03-02T03:40:00Z');
    const found = await readOverview(store.db, { span: '1h', filter: {}, now: early });
    expect([found.totals.failed, found.fell_back]).toEqual([0, 2]);
    expect(found.targets.map(({ name, requests, failed_attempts }) => [name, requests, failed_attempts])).toEqual([
      ['local/small', 3, 0],
      ['local/ill', 0, 3],
    ]);
    const one = await readOverview(store.db, { span: '1h', filter: { target: 'local/ill' }, now: early });
    expect(one.targets).toMatchObject([{ name: 'local/ill', failed_attempts: 3 }]);
    const ask = { span: '1h', metric: 'requests', filter: {}, now: early } as const;
    const byTarget = await readSeries(store.db, { ...ask, by: 'target' });
    const place = byTarget.starts.indexOf('2026-03-02T03:30:00.000Z');
    expect(byTarget.tried_in_vain).toMatchObject({ from: byTarget.from, lines: [{ target: 'local/ill', total: 3 }] });
    expect(
      byTarget.tried_in_vain?.lines[0]?.points.map((count, at) => [at, count]).filter(([, count]) => count),
    ).toEqual([[place, 3]]);
    expect((await readSeries(store.db, { ...ask, by: 'group' })).tried_in_vain, 'of no other dimension').toBeNull();
  });

  it('counts a request once where a broken connection was tried again, and that as no fallback', async () => {
    const tried = (model_id: string, result: string) => {
      return { provider_id: 'local', model_id, status: null, result, started_ms: 0, duration_ms: 1 };
    };
    const broken = tried('shaky', 'unreachable');
    const again = { attempts: 2, model_id: 'shaky', tries: [broken, tried('shaky', 'answered')] };
    const inVain = {
      attempts: 2,
      outcome: 'failed',
      provider_id: null,
      model_id: null,
      tries: [broken, broken],
    } as const;
    const other = { attempts: 3, tries: [broken, broken, tried('small', 'answered')] };
    // Its answer broke the rules, nobody had a better one, and so it was given.
    const kept = { attempts: 2, model_id: 'shaky', tries: [tried('shaky', 'invalid'), tried('small', 'busy')] };
    const records = [again, inVain, other, kept].map((each) => usageRecord({ started_at: at('05:30:00'), ...each }));
    await store.insertUsage(records.map(renderRecord));
    const found = await readOverview(store.db, { span: '1h', filter: {}, now: new Date('2026-03-02T05:40:00Z') });
    expect([found.totals.failed, found.fell_back]).toEqual([1, 1]);
    expect(found.targets.find(({ name }) => name === 'local/shaky')).toMatchObject({ failed_attempts: 3 });
  });

  it('counts what its filters find, each figure for itself', async () => {
    for (const to of ['2026-03-02T03:40:00Z', '2026-03-02T05:40:00Z', now.toISOString()]) {
      const overview = await readOverview(store.db, { span: '1h', filter: {}, now: new Date(to) });
      const { totals, fell_back, groups, targets, from, failed_attempts_from } = overview;
      const found = async (query: object) => {
        const asked = RequestQuery.parse({ from, to: overview.to, limit: 200, ...query });
        return (await listRequests(store.db, asked, { seesCallers: true, now })).data.length;
      };
      expect(await found({})).toBe(totals.requests);
      for (const outcome of ['failed', 'refused', 'cancelled'] as const)
        expect(await found({ outcome })).toBe(totals[outcome]);
      expect(await found({ fell_back: true })).toBe(fell_back);
      for (const { name, requests, failed } of groups) {
        expect(await found({ group: name })).toBe(requests);
        expect(await found({ group: name, outcome: 'failed' })).toBe(failed);
      }
      for (const { name, requests, failed_attempts } of targets) {
        expect(await found({ target: name })).toBe(requests);
        if (failed_attempts > 0)
          expect(await found({ failed_at: name, from: failed_attempts_from })).toBe(failed_attempts);
      }
    }
  });

  it('looks for failed attempts among the newest thousand, and says since when', async () => {
    const many = Array.from({ length: 1_100 }, (_, place) =>
      usageRecord({
        started_at: new Date(Date.parse('2026-02-02T10:00:00Z') + place).toISOString(),
        attempts: 1,
        outcome: 'failed',
        tries: [{ provider_id: 'local', model_id: 'ill', status: 503, result: 'busy', started_ms: 0, duration_ms: 1 }],
      }),
    );
    await store.insertUsage(many.map(renderRecord));
    const overview = await readOverview(store.db, { span: '1h', filter: {}, now: new Date('2026-02-02T10:30:00Z') });
    expect(overview.failed_attempts_from).toBe('2026-02-02T10:00:00.100Z');
    expect(overview.targets.find(({ name }) => name === 'local/ill')?.failed_attempts).toBe(1_000);
    const wide = { span: '24h', by: 'target', metric: 'requests', filter: {} } as const;
    const { tried_in_vain } = await readSeries(store.db, { ...wide, now: new Date('2026-02-02T10:30:00Z') });
    expect(tried_in_vain?.from).toBe('2026-02-02T10:00:00.100Z');
    expect(tried_in_vain?.lines[0]?.points.slice(-3), 'what is not counted is no zero').toEqual([null, 1_000, 0]);
  });

  it.each([
    [{ group: '(none)' }, 1],
    [{ target: '(none)' }, 1],
    [{ group: 'general' }, 3],
    [{ target: 'local/small' }, 4],
    [{ target: 'local/large' }, 0],
    [{ token: 'other' }, 1],
    [{ group: '%' }, 0],
  ])('can be narrowed to %j', async (filter, requests) => {
    expect((await readOverview(store.db, { span: '1h', filter, now })).totals.requests).toBe(requests);
  });
});

describe('what needs an administrator', () => {
  const target = (id: string, enabled = true) => ({ id, enabled });
  const groups = new Map([
    ['a', { id: 'a', targets: [target('p/ill'), target('p/new')] }],
    ['b', { id: 'b', targets: [target('p/ill'), target('p/well')] }],
    ['off', { id: 'off', targets: [target('p/off', false)] }],
  ]);
  const health = createTargetHealth();
  for (let time = 0; time < 5; time += 1) noteResult(health, 'p/ill', 'busy', now.getTime());
  noteResult(health, 'p/well', 'answered', now.getTime());
  const sandbox = { suspendedUntil: () => null };
  const runtime = () => ({ store, health, sandbox, snapshot: { current: () => ({ groups }) } }) as never;

  it('is a target that fails, told once, and a group that nothing answers', async () => {
    const found = await readAttention(runtime(), { seesTokens: false, now });
    expect(found.targets).toEqual([
      { target: 'p/ill', groups: ['a', 'b'], state: 'unhealthy' },
      { target: 'p/well', groups: ['b'], state: 'healthy' },
      { target: 'p/new', groups: ['a'], state: 'unknown' },
    ]);
    expect(found.idle_groups).toEqual(['off']);
    expect(found.expiring_tokens).toBeNull();
  });

  it('is a token about to end, unless another was made in its place', async () => {
    const [token] = await store.db.select().from(callerTokens);
    const day = (days: number) => new Date(now.getTime() + days * 86_400_000);
    const expiring = async (change: Partial<typeof callerTokens.$inferInsert>) => {
      await store.db.update(callerTokens).set({ expiresAt: null, rotatesAt: null, ...change });
      return (await readAttention(runtime(), { seesTokens: true, now })).expiring_tokens;
    };
    expect(await expiring({ expiresAt: day(6) })).toEqual({
      within_days: 7,
      count: 1,
      first: [{ token_id: token?.tokenId, expires_at: day(6).toISOString() }],
    });
    expect((await expiring({ expiresAt: day(8) }))?.count).toBe(0);
    expect((await expiring({ expiresAt: day(-1) }))?.count).toBe(0);
    expect((await expiring({ expiresAt: day(6), rotatesAt: day(1) }))?.count).toBe(0);
    expect((await expiring({ expiresAt: day(6), managedBy: 'demo' }))?.count).toBe(0);
  });
});
