import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../snapshot/snapshot';
import { caller, group, secret, snapshot, target, token } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';
import { endpoint, methods } from './endpoint';
import { handleModel, handleModelList } from './handle-models';
import { handleToken } from './handle-token';
import { handleWrongAddress } from './handle-wrong-address';

let router: TestRuntime;
beforeAll(async () => {
  router = await installRuntime();
});
afterAll(() => router.runtime.stop());

const able = { model: { capabilities: { tools: true, vision: false }, contextTokens: 8_000 } };
const general = group(
  'general',
  [target('secret/able', able), target('secret/other', { model: { capabilities: { vision: false } } })],
  {
    aliases: ['claude-general'],
    title: 'General work',
  },
);
const drafting = group('drafting', [target('secret/able')]);
const hidden = group('hidden', [], { aliases: ['claude-hidden'] });
const offered = group('offered', [], { discoverable: true });
const groups = [general, drafting, hidden, offered];
const policy = (some: Parameters<typeof token>[1] = {}) =>
  snapshot(groups, { token: token(['general', 'drafting'], some) });

type Handler = (request: Request) => Promise<Response> | Response;

async function ask(handler: Handler, path: string, some: { headers?: object; from?: Snapshot; method?: string } = {}) {
  router.serve(some.from ?? policy());
  const response = await handler(
    new Request(`http://router.example${path}`, {
      method: some.method ?? 'GET',
      headers: { authorization: `Bearer ${secret}`, ...some.headers },
    }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const anthropic = { 'anthropic-version': '2023-06-01' };

describe("a token's models", () => {
  it("are its groups in OpenAI's shape, and nothing about what stands behind them", async () => {
    const { status, body, headers } = await ask(handleModelList, '/v1/models');
    const created = Date.UTC(2026, 0, 1) / 1000;
    expect(status).toBe(200);
    expect(headers.get('x-request-id')).toMatch(/^req_/);
    expect(body).toEqual({
      object: 'list',
      data: ['drafting', 'general'].map((id) => ({ id, object: 'model', created, owned_by: 'smart-llmrouter' })),
    });
  });

  it("are in Anthropic's shape with their aliases for a client that speaks it", async () => {
    const { body } = await ask(handleModelList, '/v1/models', { headers: anthropic });
    expect(body.data.map((each: { id: string }) => each.id)).toEqual(['drafting', 'general', 'claude-general']);
    expect(body).toMatchObject({ has_more: false, first_id: 'drafting', last_id: 'claude-general' });
    expect(body.data[1]).toEqual({
      type: 'model',
      id: 'general',
      display_name: 'General work',
      created_at: '2026-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['limit=1', ['drafting'], true],
    ['limit=1&after_id=drafting', ['general'], true],
    ['after_id=general', ['claude-general'], false],
    ['after_id=claude-general', [], false],
    ['before_id=claude-general', ['drafting', 'general'], false],
    ['before_id=claude-general&limit=1', ['general'], true],
  ])('are paged as theirs are: %s', async (query, ids, more) => {
    const { body } = await ask(handleModelList, `/v1/models?${query}`, { headers: anthropic });
    expect([body.data.map((each: { id: string }) => each.id), body.has_more]).toEqual([ids, more]);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'after_id=hidden', 'before_id=nothing'])(
    'are not paged by %s',
    async (query) => {
      const { status, body } = await ask(handleModelList, `/v1/models?${query}`, { headers: anthropic });
      expect([status, body.type, body.error.type]).toEqual([400, 'error', 'invalid_request_error']);
    },
  );

  it('are found one by one, by alias too', async () => {
    for (const name of ['general', 'claude-general', 'general/', '%67eneral']) {
      const { status, body } = await ask(handleModel, `/v1/models/${name}`);
      expect([status, body.object]).toEqual([200, 'model']);
    }
  });

  it('are not there in one way, whether a group is not allowed or not there at all', async () => {
    const id = { 'x-request-id': 'req_0123456789abcdef0123456789abcdef' };
    const answers = await Promise.all(
      ['hidden', 'claude-hidden', 'nothing', '%E0%A4%A', '__proto__'].map((name) =>
        ask(handleModel, `/v1/models/${name}`, { headers: id }),
      ),
    );
    for (const { status, body } of answers) expect([status, body]).toEqual([404, answers[0]?.body]);
  });

  it('are for an active token alone', async () => {
    const { status, headers } = await ask(handleModelList, '/v1/models', { from: policy({ status: 'suspended' }) });
    expect([status, headers.get('x-router-error')]).toEqual([403, 'token-suspended']);
    expect((await ask(handleModelList, '/v1/models', { headers: { authorization: '' } })).status).toBe(401);
  });
});

describe('a token about itself', () => {
  it('is told who it is, what it may use and what it may ask for', async () => {
    const expiresAt = Date.UTC(2090, 0, 1);
    const { body } = await ask(handleToken, '/v1/token', { from: policy({ expiresAt }) });
    expect(body).toMatchObject({
      object: 'token',
      id: 'rtr_metrum_alice_demo_dev_k1',
      caller: 'alice/demo',
      environment: 'dev',
      status: 'active',
      expires_at: '2090-01-01T00:00:00.000Z',
      groups: ['drafting', 'general'],
      discoverable: [{ id: 'offered', title: null, description: null }],
    });
    expect(body.group_details[1]).toMatchObject({
      id: 'general',
      aliases: ['claude-general'],
      can: { tools: true, vision: false, reasoning: null },
      context_tokens: 8_000,
    });
    expect(JSON.stringify(body)).not.toMatch(/secret|hidden/);
  });

  it.each(['disabled', 'suspended', 'expired', 'rotated', 'revoked'] as const)(
    'is told that it is %s',
    async (status) => {
      const answer = await ask(handleToken, '/v1/token', { from: policy({ status }) });
      expect([answer.status, answer.body.status]).toEqual([200, status]);
    },
  );

  it('is told that its caller is not active', async () => {
    const from = snapshot(groups, { token: token(['general']), caller: caller({ status: 'disabled' }) });
    expect((await ask(handleToken, '/v1/token', { from })).body.status).toBe('disabled');
  });
});

describe('a wrong address', () => {
  it.each([
    ['/v1/v1/models', 'The base URL has /v1 twice: it is https://router.example/v1.'],
    ['/v1/v1/chat/completions', 'The base URL has /v1 twice'],
    ['/models', 'The base URL lacks /v1: it is https://router.example/v1.'],
    ['/chat/completions', 'The base URL lacks /v1'],
    ['/models/general', 'The base URL lacks /v1'],
    ['/v1', 'The API base is https://router.example/v1; try GET'],
    ['/v1/', 'The API base is https://router.example/v1; try GET'],
    ['/v1/nothing', 'and it has: /v1/models'],
  ])('%s is told the right one', async (path, words) => {
    const { status, body } = await ask(handleWrongAddress, path);
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: 'not-found', doc_url: 'https://router.example/docs/errors/not-found' });
    expect(body.error.message).toContain(words);
  });

  it("is told in Anthropic's shape to their clients, and at addresses that are theirs", async () => {
    for (const [path, headers] of [
      ['/v1/nothing', anthropic],
      ['/v1/messages', {}],
      ['/messages/count_tokens', {}],
    ] as const) {
      expect((await ask(handleWrongAddress, path, { headers })).body).toMatchObject({
        type: 'error',
        error: { type: 'not_found_error' },
      });
    }
  });

  it('is not repeated at length', async () => {
    const { body } = await ask(handleWrongAddress, `/v1/${'x'.repeat(5_000)}`);
    expect(body.error.message.length).toBeLessThan(500);
  });
});

describe('an endpoint', () => {
  const get = endpoint({ GET: handleModelList });

  it('has an answer to every method, and HEAD along with GET', () => {
    expect(Object.keys(get).sort()).toEqual([...methods].sort());
    expect(get.HEAD).toBe(get.GET);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('says to %s what it does take', async (method) => {
    const { status, headers, body } = await ask(get[method], '/v1/models', { method });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(body.error.message).toContain(`/v1/models does not take ${method}; it takes GET, HEAD.`);
  });
});
