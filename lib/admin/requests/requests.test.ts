import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerTokens, prices } from '../../../db/schema';
import { addCaller, addGroup, addProvider, addToken } from '../../../db/testing/policy';
import { openTestStore, type TestStore } from '../../../db/testing/store';
import type { Role } from '../../exchange/roles';
import type { Runtime } from '../../runtime/runtime';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import { timeOrderedId } from '../../usage/time-ordered-id';
import type { Actor } from '../actor';
import { perform } from '../verb';
import { verbs } from '../verbs';

let store: TestStore;
const started = Date.now() - 3_600_000;
const moment = (minute: number) => new Date(started + minute * 60_000).toISOString();
const record = (minute: number, some: Parameters<typeof usageRecord>[0]) =>
  usageRecord({ id: timeOrderedId(started + minute * 60_000), started_at: moment(minute), ...some });
const hex = (digit: string) => `req_${digit.repeat(32)}`;

beforeAll(async () => {
  store = await openTestStore();
  await store.db.transaction((transaction) => addProvider(transaction, { id: 'local' }));
  const [price] = await store.db
    .insert(prices)
    .values({
      providerId: 'local',
      modelId: 'small',
      effectiveFrom: new Date(0),
      inputUsdPerMtok: 0.15,
      outputUsdPerMtok: 0.6,
    })
    .returning({ id: prices.id });
  const busy = { provider_id: 'away', model_id: 'large', status: 503, result: 'busy', started_ms: 1, duration_ms: 20 };
  const well = {
    provider_id: 'local',
    model_id: 'small',
    status: 200,
    result: 'answered',
    started_ms: 21,
    duration_ms: 300,
    ...{ input_tokens: 21, output_tokens: 5, cost_usd: 0.000012, estimated: true },
  };
  const records = [
    record(1, {
      request_id: hex('a'),
      client: 'codex',
      stream: true,
      price_id: price?.id ?? null,
      tries: [busy, well],
      attempts: 2,
      reasons: [
        'group general, failover',
        'odd/one lacks tools',
        'try away/large',
        'try local/small, without seed, top_k',
      ],
    }),
    record(2, {
      request_id: hex('b'),
      outcome: 'refused',
      status: 403,
      fault: 'model-not-allowed',
      model_asked: 'secret',
      ...{ cost_usd: null, input_tokens: null, output_tokens: null, latency_ms: 0.4 },
      group_id: null,
      provider_id: null,
      model_id: null,
      tries: [],
      reasons: [],
      user_id: 'bob',
    }),
    record(3, {
      request_id: hex('c'),
      outcome: 'failed',
      status: 503,
      fault: 'a-fault-of-old',
      client: '100%_sure',
      provider_id: null,
      model_id: null,
      project_id: 'shop',
    }),
    record(4, { request_id: hex('d'), model_id: 'org/model', token_id: 'other' }),
    record(5, { request_id: hex('a'), group_id: 'again' }),
    usageRecord({ started_at: '2020-01-01T00:00:00.000Z', request_id: hex('e') }),
  ];
  await store.insertUsage(records.map(renderRecord));
});
afterAll(() => store.close());

const actorOf = (role: Role): Actor => ({
  ...{ kind: 'administrator', name: role, role, scopes: null, via: 'console', address: null },
  ...{ administratorId: 1, sessionId: 'a session' },
});
const runtime = () =>
  ({
    store,
    usage: { flush: async () => {} },
    snapshot: {
      current: () => ({ groups: new Map([['general', { targets: [{ id: 'other/one' }, { id: 'local/small' }] }]]) }),
    },
  }) as unknown as Runtime;
const list = (input: unknown, role: Role = 'admin') =>
  perform(
    verbs['requests.list'],
    { runtime: runtime(), actor: actorOf(role), origin: 'https://router.example' },
    input,
  );
const get = (input: unknown, role: Role = 'admin') =>
  perform(verbs['requests.get'], { runtime: runtime(), actor: actorOf(role), origin: 'https://router.example' }, input);
const idsOf = ({ data }: Awaited<ReturnType<typeof list>>) => data.map(({ request_id }) => request_id[4]).join('');

type Row = Awaited<ReturnType<typeof list>>['data'][number];
function orderOf(row: Row, sort: string): number {
  if (sort === 'started_at') return Date.parse(row.started_at);
  if (sort === 'tokens') return row.input_tokens === null ? -1 : row.input_tokens + (row.output_tokens ?? 0);
  return Number(row[sort as 'usd'] ?? -1);
}

describe('requests', () => {
  it.each([
    ['latency_ms', 'desc'],
    ['usd', 'asc'],
    ['tokens', 'desc'],
    ['first_token_ms', 'asc'],
    ['started_at', 'asc'],
  ])('in the order of %s, %s, come page by page, each of them once', async (sort, direction) => {
    const all = await list({ sort, direction });
    expect(all).toMatchObject({ total: 5, next: null });
    const order = all.data.map((row) => orderOf(row, sort) * (direction === 'asc' ? 1 : -1));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    const paged = [];
    for (let before: string | null | undefined; before !== null; ) {
      const page = await list({ sort, direction, limit: 2, ...(before ? { before } : {}) });
      expect(page.total).toBe(5);
      paged.push(...page.data);
      before = page.next;
    }
    expect(paged).toEqual(all.data);
  });

  it('of one order are not looked for behind a place of another', async () => {
    const { next } = await list({ limit: 2 });
    await expect(list({ sort: 'usd', before: next })).rejects.toThrow('a page in the same order');
  });

  it('are found by what stood in “model”, also where it reached no group', async () => {
    const { data, total } = await list({ model: 'secret' });
    expect(data.map(({ group, fault }) => [group, fault])).toEqual([[null, 'model-not-allowed']]);
    expect(total).toBe(1);
    expect((await list({ group: 'secret' })).total).toBe(0);
  });

  it('come newest first, a page at a time, and newer ones are told by the place of the newest', async () => {
    const first = await list({ limit: 2 });
    expect(idsOf(first)).toBe('ad');
    const second = await list({ limit: 2, before: first.next });
    expect(idsOf(second)).toBe('cb');
    const third = await list({ limit: 2, before: second.next });
    expect([idsOf(third), third.next]).toEqual(['a', null]);
    expect(idsOf(await list({ after: second.newest }))).toBe('ad');
    expect(idsOf(await list({ after: first.newest }))).toBe('');
  });

  it.each([
    [{ group: 'again' }, 'a'],
    [{ target: 'local/org/model' }, 'd'],
    [{ group: '(none)' }, 'b'],
    [{ target: '(none)' }, 'cb'],
    [{ fault: '(none)' }, 'ada'],
    [{ failed_at: 'away/large' }, 'a'],
    [{ failed_at: 'local/small' }, ''],
    [{ failed_at: 'away/%' }, ''],
    [{ fell_back: 'true' }, 'a'],
    [{ fell_back: false }, 'adcb'],
    [{ token: 'other' }, 'd'],
    [{ user: 'bob' }, 'b'],
    [{ project: 'shop' }, 'c'],
    [{ outcome: 'failed' }, 'c'],
    [{ status: '4xx' }, 'b'],
    [{ fault: 'model-not-allowed' }, 'b'],
    [{ client: 'CODEX' }, 'a'],
    [{ client: '0%_s' }, 'c'],
    [{ client: '%' }, 'c'],
    [{ client: '_' }, 'c'],
    [{ client: '\\' }, ''],
    [{ stream: 'true' }, 'a'],
    [{ stream: false }, 'adcb'],
    [{ request_id: 'req_cc' }, 'c'],
    [{ request_id: hex('a') }, 'aa'],
    [{ from: moment(3), to: moment(5) }, 'dc'],
    [{ from: '2019-01-01', to: '2021-01-01' }, 'e'],
  ])('can be narrowed to %j, whose wildcards are letters like others', async (query, ids) => {
    expect(idsOf(await list(query))).toBe(ids);
  });

  it.each([
    { limit: 201 },
    { before: "1_' or true --" },
    { before: `${'9'.repeat(15)}_${timeOrderedId(0)}` },
    { from: '0000-01-01' },
    { to: '9999-12-31T23:59:59-01:00' },
    { request_id: 'req_%' },
    { client: 'x'.repeat(65) },
    { target: 'no-slash' },
    { failed_at: 'no-slash' },
    { failed_at: '(none)' },
    { fell_back: 'perhaps' },
    { order: 'cost' },
  ])('are not asked for with %j', async (query) => {
    await expect(list(query)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('name their targets and how each try went', async () => {
    const { data } = await list({ client: 'codex' });
    expect(data[0]).toMatchObject({
      target: 'local/small',
      tries: [
        { target: 'away/large', status: 503, result: 'busy' },
        { target: 'local/small', status: 200, result: 'answered' },
      ],
      caller: { user: 'alice', project: 'demo', token_id: 'rtr_metrum_alice_demo_dev_k1' },
    });
  });

  it('name no caller to an operator, and cannot be narrowed to one', async () => {
    const seen = await list({}, 'operator');
    expect(JSON.stringify(seen)).not.toMatch(/alice|bob|rtr_metrum/);
    expect(JSON.stringify(await get({ request_id: hex('a') }, 'operator'))).not.toMatch(/alice|rtr_metrum/);
    for (const query of [{ token: 'other' }, { user: 'bob' }, { project: 'shop' }])
      await expect(list(query, 'operator')).rejects.toMatchObject({ code: 'forbidden' });
    expect((await list({}, 'viewer')).data[0]?.caller?.user).toBe('alice');
  });
});

describe('a request’s story', () => {
  it('has its plan, its attempts by name, what was left out, and its price', async () => {
    const told = await list({ client: 'codex' });
    const record = told.data[0]?.cursor.split('_')[1];
    const story = await get({ request_id: hex('a'), record });
    expect(story.plan).toEqual({
      reasons: expect.arrayContaining(['odd/one lacks tools']),
      order: [
        { target: 'away/large', undeclared: false, degraded: [] },
        { target: 'local/small', undeclared: false, degraded: ['seed', 'top_k'] },
      ],
    });
    expect(story.attempts).toEqual([
      {
        target: 'away/large',
        number: null,
        result: 'busy',
        words: 'said that it was busy',
        status: 503,
        started_ms: 1,
        duration_ms: 20,
        used: null,
      },
      {
        target: 'local/small',
        number: 2,
        result: 'answered',
        words: 'answered',
        status: 200,
        started_ms: 21,
        duration_ms: 300,
        used: { input_tokens: 21, output_tokens: 5, usd: 0.000012, estimated: true },
      },
    ]);
    expect(story.degraded).toEqual(['seed', 'top_k']);
    expect(story.price).toMatchObject({ input: 0.15, cached_input: null, output: 0.6 });
    expect(story.same_id).toBe(2);
  });

  it('is the latest where one id was used again, and says so', async () => {
    expect(await get({ request_id: hex('a') })).toMatchObject({ group: 'again', same_id: 2, price: null });
  });

  it('tells a fault to whoever runs the deployment, and one older than the catalogue by its code', async () => {
    const { fault_words } = await get({ request_id: hex('b') });
    expect(fault_words).toMatchObject({ title: 'Model not allowed', page: '/docs/errors/model-not-allowed' });
    expect(await get({ request_id: hex('c') })).toMatchObject({ fault: 'a-fault-of-old', fault_words: null });
  });

  it('is not there for an id that nobody used', async () => {
    await expect(get({ request_id: hex('f') })).rejects.toMatchObject({ code: 'not-found' });
    await expect(get({ request_id: 'req_../..' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('figures over time', () => {
  const series = (input: unknown, role: Role = 'admin') =>
    perform(
      verbs['usage.series'],
      { runtime: runtime(), actor: actorOf(role), origin: 'https://router.example' },
      input,
    );

  it('have a line for each of the eight greatest, and one for all others', async () => {
    const more = Array.from({ length: 40 }, (_, place) =>
      record(6, { group_id: `group-${place % 10}`, latency_ms: 50 }),
    );
    await store.insertUsage(more.map(renderRecord));
    const { series: lines, starts } = await series({ span: '24h', by: 'group' });
    expect(lines.map(({ name }) => name)).toEqual([...Array.from({ length: 8 }, (_, place) => `group-${place}`), null]);
    const requests = lines.map(({ totals }) => totals.requests);
    expect(requests).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 13]);
    for (const { points, totals } of lines) {
      expect(points).toHaveLength(starts.length);
      expect(points.reduce((sum, point) => sum + point.requests, 0)).toBe(totals.requests);
    }
    expect(lines[0]?.totals.latency_ms).toEqual({ p50: 50, p95: 50 });
  });

  it('are ranked by what was asked for, and have one line where there is one name', async () => {
    const { series: lines } = await series({ by: 'user', metric: 'failed' });
    expect(lines.map(({ name }) => name)).toEqual(['alice', 'bob']);
    expect((await series({ by: 'target', group: 'nothing' })).series).toEqual([]);
  });

  it.each(['0000-01-01', '9999-12-31T23:59:59-12:00', 'yesterday'])('are not asked for from %s', async (from) => {
    const context = { runtime: runtime(), actor: actorOf('admin'), origin: 'https://router.example' };
    await expect(perform(verbs['usage.report'], context, { from })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('from: expected a date'),
    });
  });

  it('are by group and target for an operator, and by caller not', async () => {
    expect((await series({ by: 'target' }, 'operator')).series.length).toBeGreaterThan(0);
    for (const input of [{ by: 'token' }, { by: 'user' }, { by: 'project' }, { token: 'other' }])
      await expect(series(input, 'operator')).rejects.toMatchObject({ code: 'forbidden' });
    const overview = { runtime: runtime(), actor: actorOf('operator'), origin: 'https://router.example' };
    await expect(perform(verbs['overview.read'], overview, { token: 'other' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a stream that failed', () => {
  const cut = { provider_id: 'local', model_id: 'small', status: 200, result: 'cut', started_ms: 2, duration_ms: 900 };
  const away = { ...cut, provider_id: 'away', status: 503, result: 'busy' };
  const failed = { outcome: 'failed', fault: 'upstream-failed', stream: true, user_id: 'streamer' } as const;
  beforeAll(async () => {
    const records = [
      // Of before, with the fault's own status: its first token had been sent.
      record(-1, { ...failed, request_id: hex('1'), status: 502, first_token_ms: 300, tries: [cut] }),
      // The status had gone out while targets were looked for.
      record(-2, { ...failed, request_id: hex('2'), status: 200, latency_ms: 40_000, tries: [away] }),
      // A long upload, and then a failure with its own status.
      record(-3, { ...failed, request_id: hex('3'), status: 503, latency_ms: 40_000, tries: [away] }),
      record(-4, { ...failed, request_id: hex('4'), status: 400, fault: null, latency_ms: 40_000, tries: [cut] }),
      record(-5, { ...failed, request_id: hex('5'), status: 502, stream: false, latency_ms: 40_000, tries: [cut] }),
    ];
    await store.insertUsage(records.map(renderRecord));
  });

  it.each([
    ['1', { status: 200, broke_off: true, outcome: 'failed', fault: 'upstream-failed' }],
    ['2', { status: 200, broke_off: true }],
    ['3', { status: 503, broke_off: false }],
    ['4', { status: 400, broke_off: false }],
    ['5', { status: 502, broke_off: false }],
  ])('after its status had gone out was a 200 to its caller: %s', async (digit, told) => {
    expect(await get({ request_id: hex(digit) })).toMatchObject(told);
  });

  it.each([
    ['2xx', '12'],
    ['4xx', '4'],
    ['5xx', '35'],
  ])('is found by the status that its caller saw: %s', async (status, ids) => {
    expect(idsOf(await list({ user: 'streamer', status }))).toBe(ids);
  });
});

describe('what a story speaks of', () => {
  it('is told as gone where there is no such thing any more', async () => {
    const { gone } = await get({ request_id: hex('1') });
    expect(gone).toEqual({ group: true, token: true, providers: [] });
    expect((await get({ request_id: hex('2') })).gone.providers).toEqual(['away']);
    expect((await get({ request_id: hex('2') }, 'operator')).gone.token).toBe(false);
    expect((await get({ request_id: hex('b') })).gone).toMatchObject({ group: false, providers: [] });
  });

  it('is not, as long as it is there', async () => {
    await store.db.transaction(async (transaction) => {
      await addGroup(transaction, { id: 'general', providers: ['local'] });
      await addToken(transaction, { callerId: await addCaller(transaction, 'alice', 'demo'), key: 'k1', allow: [] });
    });
    const [token] = await store.db.select().from(callerTokens);
    await store.insertUsage([renderRecord(record(-6, { request_id: hex('6'), token_id: token?.tokenId ?? '' }))]);
    expect((await get({ request_id: hex('6') })).gone).toEqual({ group: false, token: false, providers: [] });
  });
});
