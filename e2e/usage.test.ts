import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, get, post } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { ends, failsWith, streams } from './_support/scripts';
import { readUsage, type StoredUsage } from './_support/usage';

const alice = createToken('alice');
const gone = createToken('gone');
const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };
/** What the scripted answers report: 1000 in, 400 of them cached, 200 out, 50 of them reasoning. */
const reported = { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 200, reasoningTokens: 50 };
const nothing = {
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  costUsd: null,
};

describe.each(doors)('usage, through the %s door', (door) => {
  const upstream = useUpstream();
  const mock = new LLMock({ port: 0 });
  mock.onEmbedding('vector', { embedding: [0.5, 1] });
  beforeAll(async () => void (await mock.start()));
  afterAll(async () => await mock.stop());

  const price = { input: 2, cached_input: 0.5, output: 10 };
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, [
          { id: 'one', price },
          { id: 'two', price: { input: 1, output: 1 } },
          { id: 'free' },
          { id: 'plain', capabilities: { tools: false } },
        ]),
        provider('mock', `${mock.url}/v1`, [{ id: 'vectors', price: { input: 1, output: 0 } }]),
      ],
      groups: [
        failover('default', ['up/one', 'up/two'], { aliases: ['claude-default'] }),
        failover('unpriced', ['up/free']),
        failover('plain', ['up/plain']),
        failover('vectors', ['mock/vectors']),
      ],
      callers: [
        caller('alice', alice, ['default', 'unpriced', 'plain', 'vectors']),
        caller('gone', gone, ['default'], { status: 'revoked' }),
      ],
    },
    settings: { ROUTER_MAX_BODY_BYTES: '100000' },
  }));

  const expected = new Map<string, object>();
  let count = 0;
  /** Headers of a request whose one record is to look like this. */
  function expecting(record: object): { headers: Record<string, string> } {
    count += 1;
    const id = `req_${String(count).padStart(32, '0')}`;
    expected.set(id, record);
    return { headers: { 'x-request-id': id, 'user-agent': 'OpenAI/JS 6.49.0' } };
  }
  const answered = { outcome: 'completed', status: 200, fault: null };
  const cost = (600 * 2 + 400 * 0.5 + 200 * 10) / 1e6;

  test('an answer, whole or a stream, costs what its price says of what the upstream reports', async () => {
    for (const stream of [false, true])
      for (const model of ['default', 'claude-default']) {
        const record = { ...answered, ...reported, costUsd: cost, stream, modelAsked: model, groupId: 'default' };
        await (await ask(router, alice, model, { stream }, expecting({ ...record, attempts: 1 }))).text();
      }
    const record = { ...answered, ...reported, costUsd: null, priceId: null, providerId: 'up', modelId: 'free' };
    await (await ask(router, alice, 'unpriced', {}, expecting(record))).text();
  });

  test('a stream whose usage is merged is counted, and one without usage is not taken for free', async () => {
    upstream.when('one', streams(['x'], { usage: 'merged' }));
    await (
      await ask(router, alice, 'default', { stream: true }, expecting({ ...answered, ...reported, costUsd: cost }))
    ).text();
    upstream.when('one', streams(['x'], { usage: 'none' }));
    const counted = { estimated: true, inputTokens: expect.any(Number), outputTokens: expect.any(Number) };
    const record = { ...answered, ...counted, costUsd: expect.any(Number) };
    await (await ask(router, alice, 'default', { stream: true }, expecting(record))).text();
  });

  test('a fallback names each attempt, and costs what the target costs that answered', async () => {
    upstream.when('one', failsWith(503));
    const tries = [
      { providerId: 'up', modelId: 'one', status: 503, result: 'busy', position: 0 },
      { providerId: 'up', modelId: 'two', status: 200, result: 'answered', position: 1 },
    ];
    const record = { ...answered, ...reported, modelId: 'two', attempts: 2, costUsd: 0.0012, tries };
    for (const stream of [false, true])
      await (await ask(router, alice, 'default', { stream }, expecting(record))).text();
  });

  test('a failure is one record with its attempts', async () => {
    upstream.when('one', failsWith(500));
    upstream.when('two', failsWith(429));
    const failed = { outcome: 'failed', status: 503, fault: 'upstream-rate-limited', attempts: 2, ...nothing };
    await (
      await ask(
        router,
        alice,
        'default',
        {},
        expecting({ ...failed, tries: [{ result: 'server-error' }, { result: 'rate-limited' }] }),
      )
    ).text();
    upstream.when('one', failsWith(400, { error: { message: 'no' } }));
    const refusal = {
      outcome: 'failed',
      status: 400,
      fault: null,
      attempts: 1,
      tries: [{ result: 'request', status: 400 }],
    };
    await (await ask(router, alice, 'default', {}, expecting(refusal))).text();
    upstream.when('one', streams(['half'], { end: ends.cut }));
    const cut = {
      outcome: 'failed',
      // What its caller saw: the fault came after it.
      status: 200,
      fault: 'upstream-failed',
      modelId: 'one',
      tries: [{ result: 'cut' }],
    };
    await (await ask(router, alice, 'default', { stream: true }, expecting(cut))).text();
  });

  test('what is refused before any upstream is one record each, with its fault', async () => {
    const refused = (status: number, fault: string, more: object = {}) =>
      expecting({ outcome: 'refused', status, fault, attempts: 0, tries: [], providerId: null, ...nothing, ...more });
    await (
      await ask(router, alice, 'secret', {}, refused(403, 'model-not-allowed', { modelAsked: 'secret', groupId: null }))
    ).text();
    await (await ask(router, gone, 'default', {}, refused(403, 'token-revoked', { userId: 'gone' }))).text();
    await (
      await ask(
        router,
        alice,
        'plain',
        { tools: [tool] },
        refused(422, 'no-eligible-target', {
          groupId: 'plain',
          reasons: expect.arrayContaining([expect.stringContaining('lacks tools')]),
        }),
      )
    ).text();
    await (await ask(router, alice, 'default', { pad: 'x'.repeat(120_000) }, refused(413, 'request-too-large'))).text();
    await (await post(router, alice, '/v1/chat/completions', '{', refused(400, 'invalid-request'))).text();
    await (await ask(router, alice, 'x\u0000y', {}, refused(403, 'model-not-allowed'))).text();
  });

  test('embeddings are counted and cost their input', async () => {
    const record = { ...answered, endpoint: 'embeddings', providerId: 'mock', modelId: 'vectors', stream: false };
    const body = { model: 'vectors', input: 'a vector please', encoding_format: 'float' };
    const answer = await post(router, alice, '/v1/embeddings', body, expecting(record));
    expect(await answer.json()).toMatchObject({ model: 'vectors', data: [{ embedding: [0.5, 1] }] });
  });

  test('exactly one record for each of these, and none for who is unknown or only looks', async () => {
    for (const token of ['rtr_unknown', '']) await (await ask(router, token, 'default')).text();
    for (const path of ['/v1/models', '/v1/token', '/v1/nope'])
      await (await get(router, path, { authorization: `Bearer ${alice}` })).text();
    const records = await readUsage(router);
    expect(records.map((record) => record.requestId).sort()).toEqual([...expected.keys()].sort());
    for (const [id, record] of expected) {
      const found = records.find((each) => each.requestId === id) as StoredUsage;
      expect(found).toMatchObject(record);
      expect(found).toMatchObject({ projectId: 'demo', environment: 'dev', client: 'openai-node' });
      expect(found.latencyMs).toBeGreaterThan(0);
      if (found.stream && found.outcome === 'completed') expect(found.firstTokenMs).toBeGreaterThan(0);
      if (found.attempts) expect(found.reasons[0]).toMatch(/^group \S+, failover$/);
    }
  });
});
