// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  auditEvents,
  callers,
  callerTokens,
  modelGroupAliases,
  modelGroups,
  policyState,
  prices,
  projects,
  providers,
  targets,
  tokenGroups,
  users,
} from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { hashToken } from '../../callers/hash-token';
import { nothingKnown } from '../../config/known-ids';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { loadSnapshot } from '../../snapshot/load';
import { applyDeclared } from './apply';
import { readKnownIds } from './apply-file';

const sealer = createSealer('a secret of thirty-two characters');
const secretOf = (name: string) => `rtr_${name}_${'s'.repeat(40)}`;
const environment = { KEY: 'sk-one', OTHER_KEY: 'sk-two', A: secretOf('a'), B: secretOf('b'), C: secretOf('c') };

const base = `version: 1
providers:
  - id: local
    dialect: openai-chat
    base_url: http://127.0.0.1:4010/v1
    api_key: \${KEY}
    models:
      - { id: small, price: { input: 0.15, output: 0.60 }, capabilities: { vision: true, tools: true } }
      - { id: large }
groups:
  - { id: default, strategy: weighted, aliases: [claude-a, claude-b], targets: [{ provider: local, model: small, weight: 80 }] }
  - { id: other, strategy: failover, targets: [{ provider: local, model: large }, { provider: local, model: small }] }
callers:
  - user: alice
    project: demo
    tokens:
      - { key: k1, allow: [other, default], token: \${A} }
      - { key: k2, allow: [], token: \${B}, expires_at: 2027-01-31T00:00:00.123Z }
`;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

async function apply(text: string, options: { dryRun?: boolean; basedOn?: number } = {}) {
  const known = await readKnownIds(store);
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

const summary = (changes: readonly { action: string; kind: string; id: string }[]) =>
  changes.map(({ action, kind, id }) => `${action} ${kind} ${id}`);

const tokenRow = async (key: string) => {
  const [row] = await store.db.select().from(callerTokens).where(eq(callerTokens.key, key));
  return row;
};

describe('a first apply', () => {
  it('writes everything as one version, marked as the file’s', async () => {
    const { version, changes, notices } = await apply(base);
    expect(version).toBe(1);
    expect(notices).toEqual([]);
    expect(summary(changes)).toEqual([
      'create provider local',
      'create model local/small',
      'create model local/large',
      'create group default',
      'create group other',
      'create user alice',
      'create project demo',
      'create caller alice/demo',
      'create token rtr_metrum_alice_demo_dev_k1',
      'create token rtr_metrum_alice_demo_dev_k2',
    ]);
    const [provider] = await store.db.select().from(providers);
    expect(provider).toMatchObject({ managedBy: 'file', apiKeySource: '${KEY}' });
    expect(sealer.open('provider-api-key', 'local', provider?.apiKeySealed ?? '')).toBe('sk-one');
    expect(await tokenRow('k1')).toMatchObject({
      tokenSha256: hashToken(environment.A),
      changedIn: 1,
      managedBy: 'file',
    });
    expect(await store.db.select().from(tokenGroups)).toHaveLength(2);
    const order = await store.db
      .select()
      .from(targets)
      .where(eq(targets.groupId, 'other'))
      .orderBy(asc(targets.position));
    expect(order.map(({ modelId }) => modelId)).toEqual(['large', 'small']);
  });

  it('writes an audit that tells each object and no secret', async () => {
    await apply(base);
    const events = await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(events).toHaveLength(10);
    expect(events[0]).toMatchObject({
      actor: 'file:router.yaml',
      action: 'create',
      objectKind: 'provider',
      policyVersion: 1,
    });
    expect(events[0]?.difference?.api_key).toEqual({ from: null, to: 'changed' });
    const told = JSON.stringify(events);
    for (const secret of [environment.KEY, environment.A, hashToken(environment.A)]) expect(told).not.toContain(secret);
  });
});

it('says so when a token name stands for another secret', async () => {
  await apply(base);
  const { notices } = await apply(base.replace('${A}', '${C}'));
  expect(notices).toEqual([
    expect.stringContaining('rtr_metrum_alice_demo_dev_k1 stands for another token from now on'),
  ]);
});

describe('a second apply', () => {
  it('of the same file changes nothing at all', async () => {
    await apply(base);
    expect(await apply(base)).toEqual({ version: 1, changes: [], notices: [] });
    expect(await store.db.select().from(auditEvents)).toHaveLength(10);
    expect(await store.db.select().from(prices)).toHaveLength(1);
  });

  it('tells in a dry run what it would do, and does nothing', async () => {
    await apply(base);
    const { version, changes } = await apply(base.replace('weight: 80', 'weight: 90'), { dryRun: true });
    expect(version).toBe(1);
    expect(changes).toMatchObject([{ action: 'update', kind: 'group', id: 'default' }]);
    expect(await apply(base)).toMatchObject({ changes: [] });
  });

  it('leaves what the file no longer names as it is', async () => {
    await apply(base);
    expect(await apply('version: 1\n')).toEqual({ version: 1, changes: [], notices: [] });
    expect(await store.db.select().from(modelGroups)).toHaveLength(2);
  });

  it('moves only the token’s version when only a token changed', async () => {
    await apply(base);
    const { version } = await apply(base.replace('allow: []', 'allow: [default]'));
    const [state] = await store.db.select().from(policyState);
    expect([version, state?.structureVersion]).toEqual([2, 1]);
    expect((await tokenRow('k1'))?.changedIn).toBe(1);
    expect((await tokenRow('k2'))?.changedIn).toBe(2);
  });

  it.each<[string, string, string, Record<string, { from: unknown; to: unknown }>]>([
    [
      'a provider’s key',
      'KEY}',
      'OTHER_KEY}',
      { api_key: { from: 'set', to: 'changed' }, api_key_source: { from: '${KEY}', to: '${OTHER_KEY}' } },
    ],
    [
      'a provider’s key, taken away',
      '    api_key: ${KEY}\n',
      '',
      { api_key: { from: 'set', to: null }, api_key_source: { from: '${KEY}', to: null } },
    ],
    [
      'a time-out',
      '    api_key',
      '    timeouts: { idle_ms: 5 }\n    api_key',
      { 'timeouts.idle_ms': { from: null, to: 5 } },
    ],
    ['a price', 'output: 0.60', 'output: 0.61', { 'price.output': { from: 0.6, to: 0.61 } }],
    [
      'a capability',
      'vision: true',
      'vision: false',
      { capabilities: { from: { tools: true, vision: true }, to: { tools: true, vision: false } } },
    ],
    [
      'the order of aliases',
      'claude-a, claude-b',
      'claude-b, claude-a',
      { aliases: { from: ['claude-a', 'claude-b'], to: ['claude-b', 'claude-a'] } },
    ],
    [
      'a retry',
      'strategy: weighted',
      'strategy: weighted, retry: { attempts: 2 }',
      { 'retry.attempts': { from: null, to: 2 } },
    ],
    [
      'a caller’s status',
      'project: demo',
      'project: demo\n    status: suspended',
      { status: { from: 'active', to: 'suspended' } },
    ],
    ['a user’s kind', 'user: alice', 'user: alice\n    kind: service', { kind: { from: 'person', to: 'service' } }],
    ['a token’s secret', '${A}', '${C}', { token: { from: 'set', to: 'changed' } }],
    [
      'a token’s expiry',
      '2027-01-31',
      '2027-02-01',
      { expires_at: { from: '2027-01-31T00:00:00.123Z', to: '2027-02-01T00:00:00.123Z' } },
    ],
    ['a token’s status', 'allow: []', 'allow: [], status: revoked', { status: { from: 'active', to: 'revoked' } }],
  ])('changes %s, and then nothing more', async (_what, from, to, difference) => {
    await apply(base);
    const changed = base.replace(from, to);
    expect(changed).not.toBe(base);
    const { version, changes } = await apply(changed);
    expect(changes.map((change) => change.difference)).toEqual([difference]);
    expect(version).toBe(2);
    expect(await apply(changed)).toEqual({ version: 2, changes: [], notices: [] });
  });

  it('keeps old prices, and one that the file no longer names in force', async () => {
    await apply(base);
    await apply(base.replace('output: 0.60', 'output: 0.61'));
    expect(await apply(base.replace('price: { input: 0.15, output: 0.60 }, ', ''))).toMatchObject({ changes: [] });
    const rows = await store.db.select().from(prices).orderBy(asc(prices.id));
    expect(rows.map(({ outputUsdPerMtok }) => outputUsdPerMtok)).toEqual([0.6, 0.61]);
  });

  it('moves an alias from one group to another', async () => {
    await apply(base);
    const moved = base
      .replace('aliases: [claude-a, claude-b]', 'aliases: [claude-b]')
      .replace('id: other,', 'id: other, aliases: [claude-a],');
    await apply(moved);
    const rows = await store.db.select().from(modelGroupAliases).orderBy(asc(modelGroupAliases.alias));
    expect(rows.map(({ alias, groupId }) => [alias, groupId])).toEqual([
      ['claude-a', 'other'],
      ['claude-b', 'default'],
    ]);
    await apply(base);
    expect(await apply(base)).toMatchObject({ changes: [] });
  });

  it('swaps the secrets of two tokens', async () => {
    await apply(base);
    await apply(base.replace('${A}', '${X}').replace('${B}', '${A}').replace('${X}', '${B}'));
    expect((await tokenRow('k1'))?.tokenSha256).toBe(hashToken(environment.B));
    expect((await tokenRow('k2'))?.tokenSha256).toBe(hashToken(environment.A));
  });

  it('moves a secret to another caller when its holder gets a new one', async () => {
    await apply(base);
    const bob = '  - { user: bob, project: demo, tokens: [{ key: k9, allow: [], token: "${A}" }] }\n';
    await apply(base.replace('token: ${A}', 'token: ${C}') + bob);
    expect((await tokenRow('k9'))?.tokenSha256).toBe(hashToken(environment.A));
  });

  it('never brings a revoked token back, and says so', async () => {
    await apply(base);
    await store.db.update(callerTokens).set({ status: 'revoked' }).where(eq(callerTokens.key, 'k1'));
    const stays = (file: string) =>
      `rtr_metrum_alice_demo_dev_k1 is revoked and stays so, though the file ${file}: write "status: revoked", and for a new token give a new key`;
    expect(await apply(base)).toEqual({ version: 1, changes: [], notices: [stays('does not say so')] });
    const active = base.replace('key: k1,', 'key: k1, status: active,');
    expect(await apply(active)).toEqual({ version: 1, changes: [], notices: [stays('says "active"')] });
    const revoked = base.replace('key: k1,', 'key: k1, status: revoked,');
    expect(await apply(revoked)).toEqual({ version: 1, changes: [], notices: [] });
  });
});

it('says what a right file says in vain', async () => {
  const { notices } = await apply(
    base
      .replace('weight: 80', 'priority: 1')
      .replace('    api_key', '    timeouts: { first_byte_ms: 600001 }\n    api_key'),
  );
  expect(notices).toEqual([
    'group "default" gives its targets a priority, which is read by failover only: its strategy is weighted',
    'provider "local" has first_byte_ms 600001, which is never reached: total_ms is 600000 when left out',
  ]);
});

describe('a token that the file has under another name', () => {
  it.each([
    ['key', 'key: k1,', 'key: k9,', 'rtr_metrum_alice_demo_dev_k9'],
    ['environment', 'key: k1,', 'key: k1, env: prod,', 'rtr_metrum_alice_demo_prod_k1'],
    ['project', 'project: demo', 'project: other', 'rtr_metrum_alice_other_dev_k1'],
    ['user', 'user: alice', 'user: bob', 'rtr_metrum_bob_demo_dev_k1'],
  ])('has it from now on, with another %s too', async (_what, from, to, tokenId) => {
    await apply(base);
    const moved = base.replace(from, to);
    const { changes, notices } = await apply(moved);
    expect(summary(changes)).toContain(`create token ${tokenId}`);
    expect(changes).toContainEqual({
      action: 'delete',
      kind: 'token',
      id: 'rtr_metrum_alice_demo_dev_k1',
      difference: { token_id: { from: 'rtr_metrum_alice_demo_dev_k1', to: tokenId } },
    });
    expect(notices).toContain(
      `rtr_metrum_alice_demo_dev_k1 is ${tokenId} from now on, because the file has the same token under that name; usage before stays under the old one`,
    );
    const held = eq(callerTokens.tokenSha256, hashToken(environment.A));
    expect(await store.db.select().from(callerTokens).where(held)).toMatchObject([{ tokenId, changedIn: 2 }]);
    expect(await store.db.select().from(callerTokens)).toHaveLength(2);
    expect(await store.db.select().from(tokenGroups).where(eq(tokenGroups.tokenId, tokenId))).toHaveLength(2);
    expect(await apply(moved)).toEqual({ version: 2, changes: [], notices: [] });
  });

  it('is in every replica’s next snapshot under that name alone', async () => {
    await apply(base);
    const [one, other] = [await loadSnapshot(store.db, sealer), await loadSnapshot(store.db, sealer)];
    await apply(base.replace('key: k1,', 'key: k9,').replace('${B}', '${C}'));
    for (const before of [one, other, undefined]) {
      const { tokens } = await loadSnapshot(store.db, sealer, before);
      expect(tokens.size).toBe(2);
      expect(tokens.get(hashToken(environment.A))?.tokenId).toBe('rtr_metrum_alice_demo_dev_k9');
      expect(tokens.get(hashToken(environment.B))).toBeUndefined();
      expect(tokens.get(hashToken(environment.C))?.tokenId).toBe('rtr_metrum_alice_demo_dev_k2');
    }
    expect(one.tokens.get(hashToken(environment.A))?.tokenId).toBe('rtr_metrum_alice_demo_dev_k1');
  });

  it('is so too where that name had another secret, and the former secret ends', async () => {
    await apply(base);
    const first = await loadSnapshot(store.db, sealer);
    const both = '      - { key: k1, allow: [other, default], token: ${A} }\n      - { key: k2, allow: [], token: ${B}';
    await apply(base.replace(both, '      - { key: k2, allow: [], token: ${A}'));
    const { tokens } = await loadSnapshot(store.db, sealer, first);
    expect(tokens.size).toBe(1);
    expect(tokens.get(hashToken(environment.A))?.tokenId).toBe('rtr_metrum_alice_demo_dev_k2');
    expect(tokens.get(hashToken(environment.B))).toBeUndefined();
  });
});

describe('a group that was renamed in the file', () => {
  const renamed = base
    .replace('id: default,', 'id: general,')
    .replace('allow: [other, default]', 'allow: [other, general]');

  it('takes its aliases with it, and what is left of the old one is told', async () => {
    await apply(base);
    const { changes, notices } = await apply(renamed);
    expect(summary(changes)).toEqual([
      'create group general',
      'update group default',
      'update token rtr_metrum_alice_demo_dev_k1',
    ]);
    expect(changes[1]?.difference).toEqual({ aliases: { from: ['claude-a', 'claude-b'], to: [] } });
    expect(notices).toEqual([
      'group "default" is still in the store, though not in the file, without "claude-a" and "claude-b", which the file gives to group "general"',
    ]);
    expect(
      await store.db.select({ group: targets.groupId }).from(targets).where(eq(targets.groupId, 'default')),
    ).toHaveLength(1);
    expect(await apply(renamed)).toEqual({ version: 2, changes: [], notices: [] });
    expect((await apply(base)).notices).toEqual([expect.stringContaining('group "general" is still in the store')]);
  });

  it('may have what was an alias as its id', async () => {
    await apply(base);
    await apply(
      renamed
        .replace('id: general,', 'id: claude-a,')
        .replace('claude-a, claude-b', 'claude-b')
        .replace('general]', 'claude-a]'),
    );
    expect(await store.db.select().from(modelGroupAliases)).toMatchObject([{ alias: 'claude-b', groupId: 'claude-a' }]);
  });

  it('takes none from a group of the console', async () => {
    await apply(base);
    await store.db.update(modelGroups).set({ managedBy: 'console' }).where(eq(modelGroups.id, 'default'));
    await expect(apply(renamed)).rejects.toThrow(
      'router.yaml:11:50 groups[0].aliases[0]: "claude-a" is an alias of group "default", which the console manages; take it away from that group there, or declare that group here without it',
    );
  });
});

describe('the console’s objects', () => {
  it('are taken over when the file declares them, and that is a change', async () => {
    await apply(base);
    await store.db
      .update(modelGroups)
      .set({ managedBy: 'console', title: 'Mine' })
      .where(eq(modelGroups.id, 'default'));
    await store.db.update(users).set({ managedBy: 'console', status: 'suspended' });
    const { changes } = await apply(base);
    expect(changes.map(({ kind, difference }) => [kind, difference])).toEqual([
      ['group', { title: { from: 'Mine', to: null }, managed_by: { from: 'console', to: 'file' } }],
      ['user', { managed_by: { from: 'console', to: 'file' } }],
    ]);
    expect((await store.db.select().from(users))[0]?.status).toBe('suspended');
  });

  it('are left alone when the file only names them', async () => {
    await store.db.insert(projects).values({ id: 'demo', title: 'Theirs', status: 'disabled', managedBy: 'console' });
    await apply(base);
    expect(await store.db.select().from(projects)).toMatchObject([
      { title: 'Theirs', status: 'disabled', managedBy: 'console' },
    ]);
  });
});

describe('a refusal', () => {
  it('is what a change gets that was compared with another version than the one in force', async () => {
    const compared = await apply(base, { dryRun: true });
    await apply(base.replace('weight: 80', 'weight: 70'));
    const overtaken = apply(base, { basedOn: compared.version });
    await expect(overtaken).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('compare again'),
    });
    const again = await apply(base, { dryRun: true });
    expect((await apply(base, { basedOn: again.version })).changes).toEqual(again.changes);
  });

  const bob = '  - { user: bob, project: demo, tokens: [{ key: k9, allow: [], token: "${A}" }] }\n';

  it('tells who holds a secret already, with its place, and leaves the store as it was', async () => {
    await apply(base);
    await store.db.update(callerTokens).set({ managedBy: 'console' });
    await expect(apply(`version: 1\ncallers:\n${bob}`)).rejects.toThrow(
      'router.yaml:3:71 callers[0].tokens[0].token: this very token is in use already, as rtr_metrum_alice_demo_dev_k1, which the console manages; make a new one for this line',
    );
    expect(await store.db.select().from(callers)).toHaveLength(1);
    await store.db.update(callerTokens).set({ managedBy: 'file' });
    expect(await apply(base)).toEqual({ version: 1, changes: [], notices: [] });
  });

  it('of a new secret under a revoked key says that the key never comes back', async () => {
    await apply(base);
    await store.db.update(callerTokens).set({ status: 'revoked' }).where(eq(callerTokens.key, 'k1'));
    await expect(apply(base.replace('${A}', '${C}'))).rejects.toThrow(
      'callers[0].tokens[0].token: rtr_metrum_alice_demo_dev_k1 is revoked, and a revoked key never comes back; give the new token another key',
    );
  });

  it('of a revoked secret under another name says that it never comes back', async () => {
    await apply(base);
    await store.db.update(callerTokens).set({ status: 'revoked' }).where(eq(callerTokens.key, 'k1'));
    const message =
      'this very token was revoked, as rtr_metrum_alice_demo_dev_k1, and never comes back; make a new one, or take this line out';
    await expect(apply(base.replace('key: k1,', 'key: k9,'))).rejects.toThrow(message);
    await expect(apply(base.replace('token: ${A}', 'token: ${C}') + bob)).rejects.toThrow(message);
    // Its row is what keeps the key from a new token.
    await expect(apply(base.replace('key: k1,', 'key: k9, status: revoked,'))).rejects.toThrow(message);
  });

  it('of what went away since the file was read names it by its path', async () => {
    const { declared } = readDeclaredConfiguration(`version: 1\ncallers:\n${bob.replace('[]', '[gone]')}`, {
      file: 'router.yaml',
      environment,
      known: { ...nothingKnown, groups: new Map([['gone', []]]) },
    });
    const refused = applyDeclared({ store, sealer, declared, org: 'metrum', author: { actor: 'file:router.yaml' } });
    await expect(refused).rejects.toThrow('router.yaml callers[0].tokens[0].allow[0]: no group "gone"');
    expect(await store.db.select().from(users)).toEqual([]);
  });

  it('by the store itself, half-way, leaves it as it was', async () => {
    await apply(base);
    const { declared } = readDeclaredConfiguration(base.replace('weight: 80', 'weight: 81'), {
      file: 'f',
      environment,
    });
    const broken = {
      ...declared,
      projects: [
        { id: 'demo', title: 'x', status: 'no such' as 'active', managedBy: null },
        { id: '\0', title: null, status: 'active' as const, managedBy: null },
      ],
    };
    await expect(
      applyDeclared({ store, sealer, declared: broken, org: 'metrum', author: { actor: 'file:f' } }),
    ).rejects.toThrow();
    expect(await apply(base)).toEqual({ version: 1, changes: [], notices: [] });
  });
});

it('applies two at a time one after the other', async () => {
  const [one, two] = await Promise.all([apply(base), apply(base)]);
  expect([one.version, two.version]).toEqual([1, 1]);
  expect([one.changes.length, two.changes.length].sort()).toEqual([0, 10]);
});
