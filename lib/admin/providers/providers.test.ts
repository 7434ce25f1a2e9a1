import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, modelGroups, prices, providers, targets } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createEgressRule } from '../../egress/rule';
import { type Call, openServer, type ScriptedServer } from '../../upstream/__fixtures__/scripted-server';
import { createGuardedAgent, createUpstreamAgent } from '../../upstream/agent';
import { sealer, storeContext } from '../__fixtures__/store-context';
import { perform, type Verb, type VerbContext } from '../verb';
import { type VerbAnswer, type VerbInput, type VerbName, verbs } from '../verbs';

const key = 'sk-test-0123456789abcdef';
let store: TestStore;
let context: VerbContext;
let upstream: ScriptedServer | null = null;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  context = contextWith(['on']);
});
afterEach(async () => {
  await Promise.all([context.runtime.upstream.destroy(), context.runtime.guarded.destroy(), upstream?.close()]);
  upstream = null;
});

function contextWith(allowPrivateUpstreams: string[]): VerbContext {
  const made = storeContext(store, { allowPrivateUpstreams });
  made.runtime.upstream = createUpstreamAgent();
  made.runtime.guarded = createGuardedAgent(createEgressRule(allowPrivateUpstreams));
  return made;
}

const ask = <Name extends VerbName>(name: Name, input: VerbInput<Name>) =>
  perform(verbs[name] as Verb, context, input) as Promise<VerbAnswer<Name>>;
const told = ({ changes }: { changes: readonly { action: string; kind: string; id: string }[] }) =>
  changes.map(({ action, kind, id }) => `${action} ${kind} ${id}`);
const model = (id: string) => ({ id, context_tokens: 1000, price: { input: 1, output: 2 } });

/** A place that lists two models to whoever shows the key. */
const listing = ({ request, response }: Call) => {
  if (request.headers.authorization !== `Bearer ${key}`) {
    response
      .writeHead(401)
      .end(JSON.stringify({ error: { message: `Incorrect key: ${request.headers.authorization}` } }));
    return;
  }
  response.end(JSON.stringify({ object: 'list', data: [{ id: 'gpt-x', context_length: 8000 }, { id: 'gpt-y' }] }));
};

async function createAt(script: (call: Call) => void, some: Partial<VerbInput<'providers.create'>> = {}) {
  upstream = await openServer(script);
  const { baseUrl } = upstream;
  await ask('providers.create', { id: 'mine', dialect: 'openai-chat', base_url: baseUrl, api_key: key, ...some });
}

async function useInGroup(group: string, managedBy: 'file' | 'console' = 'console') {
  await store.db.insert(modelGroups).values({ id: group, strategy: 'weighted', managedBy });
  await store.db.insert(targets).values({ groupId: group, providerId: 'mine', modelId: 'small', position: 0 });
}

describe('a provider', () => {
  it('is made from a preset, with its models and a key that nothing shows', async () => {
    const { version, changes } = await ask('providers.create', {
      id: 'mine',
      preset: 'anthropic',
      api_key: ` ${key}\n`,
      models: [model('small')],
    });
    expect([version, changes.map(({ kind, id }) => `${kind} ${id}`)]).toEqual([
      1,
      ['provider mine', 'model mine/small'],
    ]);
    await useInGroup('general');
    const got = await ask('providers.get', { provider_id: 'mine' });
    expect(got).toMatchObject({
      dialect: 'anthropic-messages',
      base_url: 'https://api.anthropic.com/v1',
      managed_by: 'console',
      is_guarded: true,
      key: { source: null, changed_at: expect.stringMatching(/Z$/), opens: true },
      groups: ['general'],
      health: { healthy: 0, faltering: 0, unhealthy: 0, unknown: 1 },
      models: [
        { id: 'small', context_tokens: 1000, price: { input: 1, cached_input: null, output: 2 }, groups: ['general'] },
      ],
    });
    const everything = [got, changes, await store.db.select().from(auditEvents), await ask('providers.list', {})];
    expect(JSON.stringify(everything)).not.toContain(key);
    const [row] = await store.db.select().from(providers);
    expect(sealer.open('provider-api-key', 'mine', row?.apiKeySealed ?? '')).toBe(key);
    await expect(ask('providers.create', { id: 'mine', preset: 'openai' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is told before it is saved', async () => {
    const input = { id: 'mine', preset: 'openai', dry_run: true } as const;
    expect(await ask('providers.create', input)).toMatchObject({ dry_run: true, version: 0 });
    expect(await ask('providers.list', {})).toEqual({ object: 'list', data: [] });
  });

  it('needs what no preset says', async () => {
    const words = (message: string) => ({ code: 'invalid', message: expect.stringContaining(message) });
    await expect(ask('providers.create', { id: 'mine', preset: 'vllm' })).rejects.toMatchObject(words('base_url'));
    const noDialect = { id: 'mine', base_url: 'https://a.example' };
    await expect(ask('providers.create', noDialect)).rejects.toMatchObject(words('dialect'));
    const spaced = { id: 'mine', preset: 'openai', api_key: 'two words' } as const;
    await expect(ask('providers.create', spaced)).rejects.toMatchObject(words('the key alone'));
    await expect(ask('providers.create', spaced)).rejects.not.toMatchObject(words('two words'));
  });

  it('is not at a private address unless that is allowed, and the refusal says where to allow it', async () => {
    context = contextWith(['off']);
    for (const base_url of [
      'http://127.0.0.1:1/v1',
      'http://2130706433/v1',
      'http://localhost/v1',
      'http://[fd00::1]/v1',
    ]) {
      const input = { id: 'mine', dialect: 'openai-chat', base_url } as const;
      await expect(ask('providers.create', input)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringMatching(/^base_url: .*ROUTER_ALLOW_PRIVATE_UPSTREAMS/),
      });
    }
    await ask('providers.create', { id: 'mine', preset: 'openai' });
    const moving = { provider_id: 'mine', base_url: 'http://169.254.169.254/v1' };
    await expect(ask('providers.update', moving)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is changed where it is given something, and says when somebody else was first', async () => {
    await ask('providers.create', { id: 'mine', preset: 'openai', api_key: key, models: [model('small')] });
    const { revision } = await ask('providers.get', { provider_id: 'mine' });
    const headers = { 'X-Team': 'one' };
    const first = await ask('providers.update', { provider_id: 'mine', headers, timeouts: { idle_ms: 5 }, revision });
    expect(first.changes).toEqual([
      {
        action: 'update',
        kind: 'provider',
        id: 'mine',
        difference: {
          headers: { from: {}, to: { 'x-team': 'one' } },
          'timeouts.idle_ms': { from: null, to: 5 },
        },
      },
    ]);
    const late = { provider_id: 'mine', headers: {}, revision };
    await expect(ask('providers.update', late)).rejects.toMatchObject({ code: 'conflict' });
    expect(await ask('providers.get', { provider_id: 'mine' })).toMatchObject({ headers: { 'x-team': 'one' } });
    const nobody = { provider_id: 'nobody', headers: {} };
    await expect(ask('providers.update', nobody)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes no new header that looks like a secret, shows none, and keeps one that a file gave', async () => {
    const place = { dialect: 'openai-chat', base_url: 'https://api.example.com/v1' } as const;
    const refused = (name: string) => ({
      code: 'invalid',
      message: expect.stringMatching(`^headers.${name}: .*api_key`),
    });
    for (const [name, value] of [
      ['x-team-token', 'abc'],
      ['x-else', 'Bearer abc'],
      ['x-else', '(hidden)'],
    ] as const) {
      const headers = { [name]: value };
      await expect(ask('providers.create', { id: 'mine', ...place, headers })).rejects.toMatchObject(refused(name));
      await expect(ask('providers.try', { ...place, headers })).rejects.toMatchObject(refused(name));
    }
    const secret = 'a-secret-in-the-clear';
    const text = (more: string) => `version: 1
providers: [{ id: mine, dialect: openai-chat, base_url: 'https://api.example.com/v1', managed_by: console, ${more} }]
`;
    const apply = (more: string) => ask('configuration.apply', { file: 'router.yaml', text: text(more) });
    const told = [await apply(`headers: { x-team-token: ${secret}, x-team: one }`)];
    const { headers } = await ask('providers.get', { provider_id: 'mine' });
    expect(headers).toEqual({ 'x-team': 'one', 'x-team-token': '(hidden)' });
    const exported = (await ask('configuration.export', {})) as string;
    expect(exported).toContain('x-team-token: (hidden)');
    expect((await ask('configuration.apply', { file: 'router.yaml', text: exported })).changes).toEqual([]);

    const two = { provider_id: 'mine', headers: { ...headers, 'x-team': 'two' } };
    told.push(await ask('providers.update', two));
    expect((await store.db.select().from(providers))[0]?.headers).toEqual({ 'x-team': 'two', 'x-team-token': secret });
    const other = { provider_id: 'mine', headers: { 'x-team-token': 'another' } };
    await expect(ask('providers.update', other)).rejects.toMatchObject(refused('x-team-token'));
    const moved = { provider_id: 'mine', base_url: 'https://elsewhere.example/v1' };
    for (const some of [{}, { headers }]) {
      const asked = ask('providers.update', { ...moved, ...some });
      await expect(asked).rejects.toMatchObject({
        message: expect.stringMatching(/^headers.x-team-token: .*take it out$/),
      });
    }
    const changed = await apply('headers: { x-team-token: sk-another }');
    expect(changed.changes[0]?.difference.headers?.to).toEqual({ 'x-team-token': '(hidden), changed' });
    const nowhere = exported.replace('id: mine', 'id: other');
    await expect(ask('configuration.apply', { file: 'router.yaml', text: nowhere })).rejects.toMatchObject({
      problems: [
        {
          path: 'providers[0].headers.x-team-token',
          message: expect.stringContaining('none here'),
          line: expect.any(Number),
        },
      ],
    });
    told.push(changed);
    const audit = await store.db.select().from(auditEvents);
    expect(JSON.stringify([told, exported, headers, audit])).not.toMatch(/in-the-clear|sk-another/);
  });

  it('does not take its key along to another place', async () => {
    await ask('providers.create', { id: 'mine', preset: 'openai', api_key: key });
    const elsewhere = [
      { base_url: 'https://elsewhere.example/v1' },
      { base_url: 'https://api.openai.com:444/v1' },
      { base_url: 'https://api.openai.com/v2' },
      { base_url: 'https://api.openai.com/v1?account=2' },
      { dialect: 'gemini' },
      { auth: 'query' },
    ] as const;
    for (const change of elsewhere) {
      const asked = ask('providers.update', { provider_id: 'mine', ...change });
      await expect(asked).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('give it again') });
    }
    await ask('providers.update', { provider_id: 'mine', base_url: 'https://API.openai.com/v1/', auth: 'bearer' });
    const moved = { provider_id: 'mine', base_url: 'https://elsewhere.example/v1', api_key: 'sk-of-elsewhere' };
    expect((await ask('providers.update', moved)).changes[0]?.difference).toMatchObject({
      api_key: { from: 'set', to: 'changed' },
    });
    await ask('providers.update', { provider_id: 'mine', base_url: 'https://third.example/v1', api_key: null });
    expect((await ask('providers.get', { provider_id: 'mine' })).key).toBeNull();
  });

  it('is deleted with its models, unless a group stands on it', async () => {
    await ask('providers.create', { id: 'mine', preset: 'openai', models: [model('small')] });
    await useInGroup('general');
    const refused = { code: 'conflict', message: expect.stringContaining('group "general"') };
    await expect(ask('providers.delete', { provider_id: 'mine' })).rejects.toMatchObject(refused);
    const oneModel = { provider_id: 'mine', model_id: 'small' };
    await expect(ask('providers.delete-model', oneModel)).rejects.toMatchObject(refused);
    await store.db.delete(modelGroups).where(eq(modelGroups.id, 'general'));
    const gone = ['delete model mine/small', 'delete provider mine'];
    expect(told(await ask('providers.delete', { provider_id: 'mine', dry_run: true }))).toEqual(gone);
    expect(told(await ask('providers.delete', { provider_id: 'mine' }))).toEqual(gone);
    await expect(ask('providers.get', { provider_id: 'mine' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of a file or the demo is seen and not changed', async () => {
    const row = {
      dialect: 'openai-chat',
      baseUrl: 'http://127.0.0.1:1/v1',
      managedBy: 'file',
      addressTrusted: true,
    } as const;
    await store.db.insert(providers).values({ id: 'filed', ...row });
    expect(await ask('providers.get', { provider_id: 'filed' })).toMatchObject({
      managed_by: 'file',
      is_guarded: false,
    });
    const declared = { code: 'declared' };
    await expect(ask('providers.update', { provider_id: 'filed', headers: {} })).rejects.toMatchObject(declared);
    await expect(ask('providers.set-key', { provider_id: 'filed', api_key: key })).rejects.toMatchObject(declared);
    await expect(ask('providers.remove-key', { provider_id: 'filed' })).rejects.toMatchObject(declared);
    await expect(ask('providers.delete', { provider_id: 'filed' })).rejects.toMatchObject(declared);
    const adding = { provider_id: 'filed', models: [model('small')] };
    await expect(ask('providers.add-models', adding)).rejects.toMatchObject(declared);
  });

  it('of a file that an administrator applies is guarded, and of one that the server applies is not', async () => {
    const text = `version: 1
providers:
  - { id: filed, dialect: openai-chat, base_url: 'http://10.0.0.5/v1' }
`;
    const applied = await ask('configuration.apply', { file: 'router.yaml', text });
    expect(applied.notices).toEqual([expect.stringMatching(/^called through the egress guard, .*: "filed"$/)]);
    const isGuarded = async () => (await ask('providers.get', { provider_id: 'filed' })).is_guarded;
    expect(await isGuarded()).toBe(true);
    expect((await ask('configuration.apply', { file: 'router.yaml', text })).changes).toEqual([]);
    context = { ...context, actor: { ...context.actor, kind: 'server-token' } };
    expect((await ask('configuration.apply', { file: 'router.yaml', text })).changes).toMatchObject([
      { difference: { egress: { from: 'guarded', to: null } } },
    ]);
    expect(await isGuarded()).toBe(false);
  });

  it('with a key that does not open says so, and no change hides it', async () => {
    await ask('providers.create', { id: 'mine', preset: 'openai', api_key: key });
    await store.db.update(providers).set({ apiKeySealed: sealer.seal('provider-api-key', 'other', key) });
    expect((await ask('providers.get', { provider_id: 'mine' })).key).toMatchObject({ opens: false });
    const conflict = { code: 'conflict', message: expect.stringContaining('set the key again') };
    await expect(ask('providers.update', { provider_id: 'mine', headers: { a: 'b' } })).rejects.toMatchObject(conflict);
    await expect(ask('providers.test', { provider_id: 'mine' })).rejects.toMatchObject(conflict);
    await ask('providers.set-key', { provider_id: 'mine', api_key: key });
    expect((await ask('providers.get', { provider_id: 'mine' })).key).toMatchObject({ opens: true });
  });
});

describe('a model', () => {
  it('is added, changed and deleted, and its prices are history', async () => {
    await ask('providers.create', { id: 'mine', preset: 'openai', models: [model('small')] });
    await ask('providers.add-models', { provider_id: 'mine', models: [{ id: 'org/large', upstream_model: 'L' }] });
    const twice = { provider_id: 'mine', models: [{ id: 'small' }] };
    await expect(ask('providers.add-models', twice)).rejects.toMatchObject({ code: 'conflict' });
    const one = { provider_id: 'mine', model_id: 'small' };
    const changed = await ask('providers.update-model', {
      ...one,
      capabilities: { tools: true },
      price: { input: 3, output: 4 },
    });
    expect(changed.changes[0]?.difference).toEqual({
      capabilities: { from: {}, to: { tools: true } },
      'price.input': { from: 1, to: 3 },
      'price.output': { from: 2, to: 4 },
    });
    await ask('providers.update-model', { ...one, context_tokens: null });
    const rows = await store.db.select().from(prices).orderBy(asc(prices.id));
    expect(rows.map(({ inputUsdPerMtok }) => inputUsdPerMtok)).toEqual([1, 3]);
    const { models } = await ask('providers.get', { provider_id: 'mine' });
    expect(models).toMatchObject([
      { id: 'org/large', upstream_model: 'L', price: null },
      { id: 'small', context_tokens: null, capabilities: { tools: true }, price: { input: 3, output: 4 } },
    ]);
    const stale = { ...one, context_tokens: 5, revision: '2020-01-01T00:00:00.000Z' };
    await expect(ask('providers.update-model', stale)).rejects.toMatchObject({ code: 'conflict' });
    const tooMuch = { ...one, context_tokens: 5, max_output_tokens: 6 };
    await expect(ask('providers.update-model', tooMuch)).rejects.toMatchObject({ code: 'invalid' });
    await ask('providers.delete-model', { provider_id: 'mine', model_id: 'org/large' });
    expect((await ask('providers.get', { provider_id: 'mine' })).models.map(({ id }) => id)).toEqual(['small']);
  });
});

describe('a test of the connection', () => {
  it('says that the provider takes the key and what it lists', async () => {
    await createAt(listing);
    expect(await ask('providers.test', { provider_id: 'mine' })).toEqual({
      ok: true,
      status: 200,
      found: 'it answers, takes the key and lists 2 models',
      mend: null,
      latency_ms: expect.any(Number),
      models: 2,
    });
  });

  it('says so of a place that is not saved, through the guard', async () => {
    upstream = await openServer(listing);
    const place = { dialect: 'openai-chat', base_url: upstream.baseUrl, api_key: key } as const;
    expect(await ask('providers.try', place)).toMatchObject({ ok: true });
    context = contextWith(['off']);
    expect(await ask('providers.try', place)).toMatchObject({
      ok: false,
      status: null,
      found: expect.stringContaining('ROUTER_ALLOW_PRIVATE_UPSTREAMS'),
    });
  });

  it('shows neither a refused key that the provider repeats, nor its body', async () => {
    await createAt(listing);
    const answer = await ask('providers.test', { provider_id: 'mine', api_key: 'sk-wrong-0123456789' });
    expect(answer).toMatchObject({
      ok: false,
      status: 401,
      found: 'it refuses the key (401): “Incorrect key: Bearer [key]”',
    });
    expect(JSON.stringify(answer)).not.toContain('0123');
  });

  it('says where a list proves nothing, and asks a model for the least where there is one', async () => {
    const open = ({ request, response }: Call) => {
      if (request.method === 'GET') return response.end(JSON.stringify({ data: [{ id: 'a' }] }));
      return response.writeHead(request.headers.authorization === `Bearer ${key}` ? 200 : 401).end('{}');
    };
    await createAt((call) => void open(call));
    expect((await ask('providers.test', { provider_id: 'mine' })).found).toContain('to everybody');
    const wrong = { provider_id: 'mine', model: 'a', api_key: 'sk-wrong-0123456789' };
    expect(await ask('providers.test', wrong)).toMatchObject({ ok: false, status: 401 });
    expect(await ask('providers.test', { provider_id: 'mine', model: 'a' })).toMatchObject({ ok: true, models: 1 });
  });

  it('asks a model where nothing is listed', async () => {
    const script = ({ request, response }: Call) => {
      response.writeHead(request.method === 'GET' ? 404 : 200).end('{}');
    };
    await createAt(script, { models: [{ id: 'small', upstream_model: 'gpt-small' }] });
    expect((await ask('providers.test', { provider_id: 'mine' })).found).toBe('it answers, and gpt-small too');
    expect(JSON.parse(upstream?.calls.at(-1)?.body ?? '')).toMatchObject({
      model: 'gpt-small',
      max_completion_tokens: 16,
    });
  });

  it('follows no redirect, and says what cannot be reached', async () => {
    await createAt(({ response }) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    expect(await ask('providers.test', { provider_id: 'mine' })).toMatchObject({ ok: false, status: 302 });
    await upstream?.close();
    upstream = null;
    expect((await ask('providers.test', { provider_id: 'mine' })).found).toContain('cannot be reached: ECONNREFUSED');
  });
});

describe('a new key', () => {
  it('is saved, once the provider takes it where that is asked', async () => {
    await createAt(listing);
    const wrong = { provider_id: 'mine', api_key: 'sk-wrong-0123456789', try_first: true };
    await expect(ask('providers.set-key', wrong)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/it refuses the key \(401\)/),
    });
    const opened = async () => {
      const [row] = await store.db.select().from(providers);
      return row?.apiKeySealed && sealer.open('provider-api-key', 'mine', row.apiKeySealed);
    };
    expect(await opened()).toBe(key);
    await ask('providers.set-key', { ...wrong, try_first: false });
    expect(await opened()).toBe('sk-wrong-0123456789');
    await ask('providers.set-key', { provider_id: 'mine', api_key: key, try_first: true });
    expect(await opened()).toBe(key);
    await ask('providers.remove-key', { provider_id: 'mine' });
    expect(await opened()).toBeNull();
  });
});

describe('the provider’s own list', () => {
  it('is told with what was added already', async () => {
    await createAt(listing, { models: [{ id: 'mine-x', upstream_model: 'gpt-x' }] });
    const { data, is_cut } = await ask('providers.list-models', { provider_id: 'mine' });
    expect(is_cut).toBe(false);
    expect(data).toEqual([
      { id: 'gpt-x', title: null, context_tokens: 8000, max_output_tokens: null, price: null, added_as: 'mine-x' },
      { id: 'gpt-y', title: null, context_tokens: null, max_output_tokens: null, price: null, added_as: null },
    ]);
  });

  it('is refused in words where there is none', async () => {
    await createAt(({ response }) => void response.end('<html>'));
    const asked = ask('providers.list-models', { provider_id: 'mine' });
    await expect(asked).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('lists no models'),
    });
  });
});

it('providers are found and sorted by what the page shows of them', async () => {
  await ask('providers.create', { id: 'b', preset: 'openai', models: [model('small'), model('large')] });
  await ask('providers.create', { id: 'a', preset: 'anthropic', models: [model('small')] });
  const ids = async (query: VerbInput<'providers.list'>) =>
    (await ask('providers.list', query)).data.map(({ id }) => id);
  expect(await ids({})).toEqual(['a', 'b']);
  expect(await ids({ sort: '-models' })).toEqual(['b', 'a']);
  expect(await ids({ search: 'OPENAI.com' })).toEqual(['b']);
  expect(await ids({ search: '%' })).toEqual([]);
  expect(await ids({ dialect: 'anthropic-messages' })).toEqual(['a']);
  expect(await ids({ managed_by: 'file' })).toEqual([]);
});
