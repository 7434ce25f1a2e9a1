import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { group, secret, snapshot, token } from './__fixtures__/policy';
import { breaks, fails, installStage, inTurn, type Stage, says } from './__fixtures__/stage';
import { handleExchange } from './handle-exchange';

let stage: Stage;
beforeAll(async () => {
  stage = await installStage();
});
afterEach(async () => {
  vi.useRealTimers();
  await stage.clear();
});
afterAll(() => stage.runtime.stop());

const good = says('good');

async function codeOf(response: Response) {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

function count(): Promise<Response> {
  const request = new Request('http://router.example/v1/messages/count_tokens', {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'general', messages: [{ role: 'user', content: 'hi' }] }),
  });
  return handleExchange(request, 'anthropic-messages', 'messages/count_tokens');
}

describe('a target that fails again and again', () => {
  it('is left alone after five failures, and its requests go on elsewhere without a try at it', async () => {
    await stage.open([fails(500), good]);
    for (let turn = 0; turn < 7; turn += 1) expect((await stage.post()).status).toBe(200);
    expect(stage.servers[0]?.calls).toHaveLength(5);
    expect(stage.servers[1]?.calls).toHaveLength(7);
    await stage.settled();
    expect(stage.records.at(-1)?.reasons).toContain('place0/small is left alone for its failures');
    await stage.settled();
    expect(stage.records.at(-1)?.tries).toHaveLength(1);
  });

  it('is tried by one request a second when there is no other, and the rest are told when to come again', async () => {
    await stage.open([inTurn(...Array(6).fill(fails(500)), good)]);
    for (let turn = 0; turn < 5; turn += 1) await stage.post();
    vi.useFakeTimers({ toFake: ['Date'] });
    const trial = await stage.post();
    expect(await codeOf(trial)).toEqual([503, 'upstream-unavailable']);
    expect(Number(trial.headers.get('retry-after'))).toBeGreaterThanOrEqual(4);
    const refused = await stage.post();
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(4);
    expect(refused.headers.get('x-should-retry')).toBe('true');
    expect(await codeOf(refused)).toEqual([503, 'upstream-unavailable']);
    await stage.settled();
    expect(stage.records.at(-1)).toMatchObject({ outcome: 'failed', fault: 'upstream-unavailable', tries: [] });
    vi.setSystemTime(Date.now() + 1_500);
    expect((await stage.post()).status).toBe(200);
    expect((await stage.post()).status).toBe(200);
  });

  it('still has its input tokens counted, by an estimate', async () => {
    await stage.open([fails(500)]);
    for (let turn = 0; turn < 5; turn += 1) await stage.post();
    const response = await count();
    expect([response.status, response.headers.get('x-router-estimated')]).toEqual([200, 'true']);
    expect(stage.servers[0]?.calls).toHaveLength(5);
  });

  it('is not left alone where it cannot count tokens: it may answer all the same', async () => {
    const [target] = await stage.open([fails(404)], { provider: { dialect: 'anthropic-messages' } });
    for (let turn = 0; turn < 7; turn += 1) expect((await count()).headers.get('x-router-estimated')).toBe('true');
    expect(stage.servers[0]?.calls).toHaveLength(7);
    expect(stage.runtime.health.stateOf({ id: target?.id ?? '' }, Date.now())).toBe('unknown');
    await stage.settled();
    expect(stage.records.at(-1)?.tries[0]?.result).not.toBe('answered');
  });

  it('is not left alone for a caller’s own mistakes', async () => {
    await stage.open([inTurn(...Array(8).fill(fails(400)), good)]);
    for (let turn = 0; turn < 8; turn += 1) expect((await stage.post()).status).toBe(400);
    expect((await stage.post()).status).toBe(200);
  });
});

describe('a target that asks for a pause', () => {
  it('gets it: with Retry-After nothing is sent before, and the caller without another target reads how long', async () => {
    await stage.open([inTurn(fails(429, { 'retry-after': '20' }), good)]);
    const first = await stage.post();
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '20']);
    const second = await stage.post();
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThanOrEqual(19);
    expect(stage.servers[0]?.calls).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 21_000 });
    expect((await stage.post()).status).toBe(200);
  });

  it('without a word of how long is left alone for half a second, and the next target answers', async () => {
    await stage.open([inTurn(fails(429), good), good]);
    await stage.post();
    await stage.post();
    expect(await stage.tries()).toEqual([
      ['place0', 'rate-limited'],
      ['place1', 'answered'],
      ['place1', 'answered'],
    ]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 });
    await stage.post();
    expect((await stage.tries()).at(-1)).toEqual(['place0', 'answered']);
  });
});

describe('with every target paused', () => {
  const refused = async () => {
    const response = await stage.post();
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    return [response.status, error.code, error.message.split(':')[0], response.headers.get('retry-after') !== null];
  };
  const words = (why: string) => `Every target of this model group ${why} and is left alone for now`;

  it('the caller reads that they limit requests, where that is why', async () => {
    await stage.open([fails(429, { 'retry-after': '30' }), fails(429)]);
    await stage.post();
    expect(await refused()).toEqual([503, 'upstream-rate-limited', words('is limiting requests'), true]);
    expect(stage.records.at(-1)).toMatchObject({ outcome: 'failed', tries: [] });
  });

  it('or that they asked for it, that they failed, or either', async () => {
    await stage.open([fails(503, { 'retry-after': '30' })]);
    await stage.post();
    expect(await refused()).toEqual([503, 'upstream-unavailable', words('has asked for a pause'), true]);
    await stage.clear();
    await stage.open([fails(503, { 'retry-after': '30' }), inTurn(fails(500))]);
    for (let turn = 0; turn < 5; turn += 1) await stage.post();
    vi.useFakeTimers({ toFake: ['Date'] });
    await stage.post();
    expect(await refused()).toEqual([
      ...[503, 'upstream-unavailable', words('has failed lately or asked for a pause'), true],
    ]);
  });
});

describe('a connection that breaks', () => {
  it('is tried again at the same target where a try is to spare', async () => {
    await stage.open([inTurn(breaks, good)]);
    expect((await stage.post()).status).toBe(200);
    expect(await stage.tries()).toEqual([
      ['place0', 'unreachable'],
      ['place0', 'answered'],
    ]);
  });

  it('is not where another target would lose its try', async () => {
    await stage.open([breaks, breaks, good]);
    expect((await stage.post()).status).toBe(200);
    expect((await stage.tries()).map(([provider]) => provider)).toEqual(['place0', 'place1', 'place2']);
  });

  it('is tried again once only, and an answer of 500 never', async () => {
    await stage.open([breaks], { group: { retry: { attempts: 9, attemptTimeoutMs: null, totalTimeoutMs: null } } });
    expect((await stage.post()).status).toBe(503);
    expect(await stage.tries()).toHaveLength(2);
    await stage.clear();
    await stage.open([fails(500)]);
    await stage.post();
    expect(await stage.tries()).toHaveLength(1);
  });
});

describe('a target that is slower than one group waits', () => {
  it('is left alone by that group, and answers another that waits longer', async () => {
    const [slow] = await stage.open([(call) => setTimeout(() => good(call), 150)]);
    if (!slow) throw new Error('no target');
    const hasty = { ...slow, patienceMs: 30 };
    const retry = { attempts: 1, attemptTimeoutMs: 30, totalTimeoutMs: null };
    const groups = [group('general', [slow]), group('hasty', [hasty], { retry })];
    stage.serve(snapshot(groups, { token: token(['general', 'hasty']) }));
    for (let turn = 0; turn < 5; turn += 1) expect((await stage.post({ model: 'hasty' })).status).toBe(504);
    vi.useFakeTimers({ toFake: ['Date'] });
    const { health } = stage.runtime;
    expect([hasty, slow].map((each) => health.circuitOf(each, Date.now()))).toEqual(['open', 'closed']);
    expect((await stage.post()).status).toBe(200);
    expect([hasty, slow].map((each) => health.stateOf(each, Date.now()))).toEqual(['unhealthy', 'healthy']);
  });
});

describe('a provider with so many places', () => {
  const places = (queue: number, waitMs: number) => ({ places: { concurrency: 1, queue, waitMs } });

  it('is sent no more at once; the next waits for its turn', async () => {
    const open: (() => void)[] = [];
    await stage.open([(call) => void open.push(() => good(call))], { provider: places(5, 5_000) });
    const [first, second] = [stage.post(), stage.post()];
    await vi.waitFor(() => expect(open).toHaveLength(1));
    expect(stage.servers[0]?.calls).toHaveLength(1);
    open[0]?.();
    await vi.waitFor(() => expect(open).toHaveLength(2));
    open[1]?.();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
  });

  it('with nobody let to wait sends them to the next target, or answers that there is too much to do', async () => {
    const held: (() => void)[] = [];
    await stage.open([(call) => void held.push(() => good(call)), good], { provider: places(0, 5_000) });
    const first = stage.post();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    expect((await stage.post()).status).toBe(200);
    expect(stage.records.map(({ provider_id }) => provider_id)).toEqual(['place1']);
    held[0]?.();
    await first;
    await stage.clear();
    await stage.open([(call) => void held.push(() => good(call))], { provider: places(0, 5_000) });
    const only = stage.post();
    await vi.waitFor(() => expect(held).toHaveLength(2));
    const full = await stage.post();
    expect(full.headers.get('retry-after')).toBe('1');
    expect(await codeOf(full)).toEqual([503, 'overloaded']);
    held[1]?.();
    await only;
  });

  it('leaves one that has waited for its turn only what is left of its group’s time', async () => {
    const held: (() => void)[] = [];
    await stage.open([(call) => void held.push(() => good(call))], {
      provider: places(5, 5_000),
      group: { retry: { attempts: 1, attemptTimeoutMs: null, totalTimeoutMs: 600 } },
    });
    const first = stage.post();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    const began = performance.now();
    const second = stage.post();
    setTimeout(() => held[0]?.(), 400);
    expect((await first).status).toBe(200);
    expect((await second).status).toBe(504);
    expect(performance.now() - began).toBeLessThan(850);
  });

  it('has its place back when a caller leaves while they wait', async () => {
    const held: (() => void)[] = [];
    await stage.open([(call) => void held.push(() => good(call))], { provider: places(5, 5_000) });
    const first = stage.post();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    const leaving = new AbortController();
    const second = stage.post({}, { signal: leaving.signal });
    await vi.waitFor(() => expect(stage.runtime.places.countsOf('place0').waiting).toBe(1));
    leaving.abort();
    expect((await second).status).toBe(499);
    held[0]?.();
    await first;
    expect(stage.runtime.places.countsOf('place0')).toEqual({ taken: 0, waiting: 0 });
  });
});
