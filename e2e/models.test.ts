import { describe, expect, test } from 'vitest';
import { bearer, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';

const alice = createToken('alice');
const bob = createToken('bob');
const nobody = createToken('nobody');

const configuration = {
  providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
  groups: [
    failover('default', ['up/one'], { title: 'General work', aliases: ['claude-general', 'general'] }),
    failover('code', ['up/one'], { title: 'Code' }),
    failover('secret-group', ['up/one'], { title: 'Kept from alice', aliases: ['secret-alias'] }),
  ],
  callers: [
    caller('alice', alice, ['default', 'code']),
    caller('bob', bob, ['secret-group']),
    caller('nobody', nobody, []),
  ],
};

interface ModelList {
  object: string;
  data: { id: string; object: string; created: number; owned_by: string }[];
}

interface AnthropicList {
  data: { type: string; id: string; display_name: string; created_at: string }[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

describe.each(doors)('the models of a token, through the %s door', (door) => {
  const router = useRouter(door, () => ({ configuration }));
  const anthropic = { 'x-api-key': alice, 'anthropic-version': '2023-06-01' };

  test('lists the groups of the allow list, in the shape of OpenAI, and nothing else', async () => {
    const response = await get(router, '/v1/models', bearer(alice));
    const list = (await response.json()) as ModelList;
    expect(response.status).toBe(200);
    expect(list.object).toBe('list');
    expect(list.data.map((model) => model.id)).toEqual(['code', 'default']);
    for (const model of list.data) {
      expect(Object.keys(model).sort()).toEqual(['created', 'id', 'object', 'owned_by']);
      expect(model).toMatchObject({ object: 'model', owned_by: 'smart-llmrouter' });
      expect(model.created).toBeGreaterThan(1_700_000_000);
    }
    expect(((await (await get(router, '/v1/models', bearer(nobody))).json()) as ModelList).data).toEqual([]);
  });

  test('lists aliases too, in the shape of Anthropic, for a client that says its version', async () => {
    const response = await get(router, '/v1/models', anthropic);
    const list = (await response.json()) as AnthropicList;
    expect(list.data.map((model) => model.id)).toEqual(['code', 'default', 'claude-general', 'general']);
    expect(list).toMatchObject({ has_more: false, first_id: 'code', last_id: 'general' });
    expect(list.data[1]).toMatchObject({ type: 'model', display_name: 'General work' });
    expect(new Date(list.data[1]?.created_at ?? '').getTime()).toBeGreaterThan(0);
  });

  test('pages the list of Anthropic as theirs is paged', async () => {
    const page = async (query: string) => {
      const response = await get(router, `/v1/models?${query}`, anthropic);
      const list = (await response.json()) as AnthropicList;
      return { ids: list.data?.map((model) => model.id), more: list.has_more, status: response.status };
    };
    expect(await page('limit=2')).toEqual({ ids: ['code', 'default'], more: true, status: 200 });
    expect(await page('limit=2&after_id=default')).toEqual({
      ids: ['claude-general', 'general'],
      more: false,
      status: 200,
    });
    expect(await page('limit=1&before_id=general')).toEqual({ ids: ['claude-general'], more: true, status: 200 });
    expect((await page('limit=0')).status).toBe(400);
    expect((await page('after_id=secret-group')).status).toBe(400);
  });

  test('answers one model by its id or alias, and by an encoded one', async () => {
    for (const [path, id] of [
      ['default', 'default'],
      ['general', 'general'],
      ['def%61ult', 'default'],
      ['default/', 'default'],
    ]) {
      const response = await get(router, `/v1/models/${path}`, bearer(alice));
      expect([response.status, ((await response.json()) as { id: string }).id]).toEqual([200, id]);
    }
    const response = await get(router, '/v1/models/claude-general', anthropic);
    expect(await response.json()).toMatchObject({ type: 'model', id: 'claude-general', display_name: 'General work' });
  });

  test('a model that is not allowed and one that does not exist are the same 404', async () => {
    const requestId = `req_${'0'.repeat(32)}`;
    const bodies = await Promise.all(
      ['secret-group', 'secret-alias', 'no-such-group', 'constructor'].map(async (id) => {
        const response = await get(router, `/v1/models/${id}`, { ...bearer(alice), 'x-request-id': requestId });
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toMatch(/^404 .*"code":"not-found"/);
    expect((await get(router, '/v1/models/secret-group', bearer(bob))).status).toBe(200);
  });

  test('a slash at the end is forgiven without a redirect', async () => {
    const response = await get(router, '/v1/models/', bearer(alice));
    expect(response.status).toBe(200);
    expect(((await response.json()) as ModelList).data).toHaveLength(2);
  });

  test('HEAD answers with the status and headers of GET, and no body', async () => {
    for (const [path, status] of [
      ['/v1/models', 200],
      ['/v1/models/default', 200],
      ['/v1/models/secret-group', 404],
    ] as const) {
      const response = await fetch(`${router.origin}${path}`, { method: 'HEAD', headers: bearer(alice) });
      expect([response.status, await response.text()]).toEqual([status, '']);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    }
  });
});
