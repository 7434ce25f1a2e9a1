// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerTokens, modelGroups, targets } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import type { WrittenDocument } from '../../config/schema';
import { createToken } from '../tokens/create';
import { rotateToken } from '../tokens/rotate';
import { setTokenStatus } from '../tokens/set-status';
import { type ApplyOptions, applyDeclared } from './apply';
import { readKnownIds } from './apply-file';
import { exportConfiguration } from './export';

const sealer = createSealer('a secret of thirty-two characters');
const secretOf = (name: string) => `rtr_${name}_${'s'.repeat(40)}`;
const environment = { KEY: 'sk-one', A: secretOf('a'), B: secretOf('b'), C: secretOf('c') };

const everything = `version: 1
providers:
  - id: local
    dialect: openai-chat
    base_url: http://127.0.0.1:4010/v1
    api_key: \${KEY}
    timeouts: { first_byte_ms: 1000, idle_ms: 2000, total_ms: 3000 }
    concurrency: 4
    queue: { requests: 0, wait_ms: 10 }
    models:
      - id: small
        upstream_model: "yes"
        capabilities: { tools: true, vision: false, structured_output: true, reasoning: false }
        context_tokens: 128000
        max_output_tokens: 16384
        price: { input: 0.000001, cached_input: 0, output: 999999.5 }
        tier: 0
      - { id: meta/Llama-3:8b@x }
  - { id: bare, dialect: openai-chat, base_url: 'https://example.com/v1' }
groups:
  - id: default
    title: "General: work # here"
    description: |
      Two lines,
      and a 'quote'.
    aliases: [zebra, claude-x, "123"]
    discoverable: true
    strategy: failover
    retry: { attempts: 2, attempt_timeout_ms: 500, total_timeout_ms: 900 }
    targets:
      - { provider: local, model: meta/Llama-3:8b@x, weight: 0, priority: 3, enabled: false }
      - { provider: local, model: small, weight: 80 }
  - id: "1e3"
    strategy: lowest-latency
    affinity: true
    limits: { output_tokens_per_minute: 200000, tokens: { month: 9007199254740991 } }
    ceiling: { usd_per_request: 0.000001 }
    validation:
      rules:
        - { rule: json-schema, schema: { type: object, required: [b, a], properties: { b: { enum: [1, null] }, a: {} } } }
        - { rule: regex, pattern: "^\\\\d+: '#$", must: not-match }
        - { rule: tool-arguments }
      attempts: 0
      on_failure: pass
      buffer_streams: true
    targets: [{ provider: local, model: small }]
projects:
  - { id: empty, title: Nobody’s, status: suspended, limits: { usd: { lifetime: 1000000000, day: 0.000001 } } }
callers:
  - { user: bot, kind: service, project: demo, status: suspended }
  - user: alice
    project: demo
    tokens:
      - { key: k1, allow: [default, "1e3"], token: \${A}, tier: 0, expires_at: 2027-01-31T00:00:00.123+01:00, limits: { requests_per_minute: 60, concurrency: 4, requests: { lifetime: 7 } } }
      - { env: prod, key: k1, allow: [], token: \${B}, status: disabled }
      - { key: k2, allow: [default], token: \${C}, status: rotated, rotates_at: 2026-01-31T00:00:00Z }
`;
const demo = `version: 1
providers: [{ id: mock, dialect: openai-chat, base_url: 'http://127.0.0.1:4010/v1', models: [{ id: small }] }]
groups: [{ id: fast, strategy: weighted, targets: [{ provider: mock, model: small }] }]
callers: [{ user: demo, project: demo, tokens: [{ key: k1, allow: [fast], token: '\${A}' }] }]
`;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

async function apply(text: string, options: Partial<ApplyOptions> = {}) {
  const known = await readKnownIds(store, { prune: options.prune ?? false });
  const { declared, locate } = readDeclaredConfiguration(text, { file: 'router.yaml', environment, known });
  return applyDeclared({
    store,
    sealer,
    declared,
    org: 'metrum',
    author: { actor: 'file:router.yaml' },
    locate,
    ...options,
  });
}

const create = (user: string, project: string, allow: string[], key = 'mine') =>
  createToken({ store, org: 'metrum', author: { actor: 'admin' }, input: { user, project, key, allow } });

async function expectNoChange(): Promise<string> {
  const text = await exportConfiguration(store);
  expect((await apply(text)).changes).toEqual([]);
  expect((await apply(text, { prune: true })).changes).toEqual([]);
  expect(await exportConfiguration(store)).toBe(text);
  return text;
}

describe('export, then apply, changes nothing', () => {
  it('of an empty store', async () => {
    expect(await expectNoChange()).toMatch(/^# .*\n[\s\S]*\nversion: 1\n$/);
  });

  it('of a file with everything that one may say', async () => {
    await apply(everything);
    const text = await expectNoChange();
    expect(text).toContain('api_key: ${KEY}');
    expect(text).not.toContain('managed_by: ');
    for (const secret of Object.values(environment)) expect(text).not.toContain(secret);
  });

  it('of what the console has, which stays the console’s', async () => {
    await apply(everything);
    await create('alice', 'demo', ['default']);
    await create('bob', 'other', []);
    const { tokenId } = await create('bob', 'other', ['default'], 'second');
    await rotateToken({ store, org: 'metrum', author: { actor: 'admin' }, tokenId, input: { overlap_seconds: 3600 } });
    await rotateToken({
      store,
      org: 'metrum',
      author: { actor: 'admin' },
      tokenId: 'rtr_metrum_bob_other_dev_mine',
      input: {},
    });
    const revoked = 'rtr_metrum_alice_demo_dev_k1';
    await setTokenStatus({ store, author: { actor: 'admin' }, input: { tokenId: revoked, status: 'revoked' } });
    await store.db.insert(modelGroups).values({ id: 'ours', strategy: 'weighted', managedBy: 'console' });
    await store.db.insert(targets).values({ groupId: 'ours', providerId: 'local', modelId: 'small', position: 0 });
    await expectNoChange();
    const before = await store.db.select().from(callerTokens).orderBy(callerTokens.tokenId);
    await apply(await exportConfiguration(store));
    expect(await store.db.select().from(callerTokens).orderBy(callerTokens.tokenId)).toEqual(before);
  });

  it('of the built-in demo, which stays', async () => {
    await apply(demo, { manager: 'demo' });
    await create('demo', 'demo', ['fast']);
    await create('demo', 'new', ['fast']);
    await create('carol', 'demo', ['fast']);
    expect(await expectNoChange()).toContain('managed_by: demo');
  });

  it('of what a prune has left', async () => {
    await apply(everything);
    await create('alice', 'demo', ['default']);
    await apply('version: 1\n', { prune: true });
    await expectNoChange();
  });

  it('whatever words, numbers and orders the file has', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        await emptyStore(store);
        await apply(JSON.stringify(document));
        await expectNoChange();
      }),
      { numRuns: 15 },
    );
  });
});

it('rebuilds another store as it was, whose is whose and all', async () => {
  await apply(everything);
  await create('bob', 'other', ['default']);
  const text = await exportConfiguration(store);
  await emptyStore(store);
  await apply(text);
  expect(await exportConfiguration(store)).toBe(text);
});

it('makes an object the file’s when its managed_by is taken out', async () => {
  await apply(everything);
  await create('bob', 'other', ['default']);
  const text = (await exportConfiguration(store)).replaceAll(/\n *managed_by: console/g, '');
  const { changes } = await apply(text);
  expect(changes.map(({ kind }) => kind)).toEqual(['user', 'project', 'caller', 'token']);
  for (const { difference } of changes) expect(difference).toEqual({ managed_by: { from: 'console', to: 'file' } });
  expect(await exportConfiguration(store)).toBe(text);
});

const prose = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => {
  return text.trim() !== '' && !/\$\{|[\p{Cc}\p{Surrogate}\u2028-\u202e\u2066-\u2069\uE000-\uF8FF]/u.test(text);
});
const money = fc.integer({ min: 0, max: 999_999_999 }).map((micros) => micros / 1_000_000);
const documents: fc.Arbitrary<WrittenDocument> = fc
  .record({
    titles: fc.array(fc.option(prose, { nil: undefined }), { minLength: 3, maxLength: 3 }),
    upstream: fc.array(prose, { minLength: 2, maxLength: 2 }),
    prices: fc.array(fc.option(fc.record({ input: money, output: money }), { nil: undefined }), {
      ...{ minLength: 2, maxLength: 2 },
    }),
    aliases: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/), { maxLength: 6 }),
    statuses: fc.array(fc.constantFrom('active', 'disabled', 'suspended'), { minLength: 3, maxLength: 3 }),
    ends: fc.option(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), {
      nil: undefined,
    }),
    backwards: fc.boolean(),
  })
  .map(({ titles, upstream, prices, aliases, statuses, ends, backwards }) => {
    const all = upstream.map((_, index) => ({ provider: 'p', model: `m${index}`, weight: index }));
    return {
      version: 1,
      providers: [
        {
          ...{ id: 'p', dialect: 'openai-chat', base_url: 'https://example.com/v1' },
          models: upstream.map((name, index) => ({ id: `m${index}`, upstream_model: name, price: prices[index] })),
        },
      ],
      groups: [
        {
          ...{ id: '0-group', strategy: 'weighted', title: titles[0], description: titles[1] },
          ...{ aliases: aliases.filter((alias) => alias !== '0-group'), targets: backwards ? all.toReversed() : all },
        },
      ],
      projects: [{ id: 'shop', title: titles[2], status: statuses[0] }],
      callers: [
        {
          ...{ user: 'alice', project: 'shop', status: statuses[1] },
          tokens: [
            { key: '007', allow: ['0-group'], token: '${A}', status: statuses[2], expires_at: ends?.toISOString() },
          ],
        },
      ],
    } as WrittenDocument;
  });
