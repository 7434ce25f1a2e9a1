// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  auditEvents,
  callers,
  callerTokens,
  modelGroups,
  prices,
  projects,
  providerModels,
  providers,
  targets,
  tokenGroups,
  users,
} from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { hashToken } from '../../callers/hash-token';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { loadSnapshot } from '../../snapshot/load';
import { createToken } from '../tokens/create';
import { type ApplyOptions, applyDeclared } from './apply';
import { readKnownIds } from './apply-file';

const sealer = createSealer('a secret of thirty-two characters');
const secretOf = (name: string) => `rtr_${name}_${'s'.repeat(40)}`;
const environment = { KEY: 'sk-one', A: secretOf('a'), B: secretOf('b') };

const demo = `version: 1
providers:
  - { id: mock, dialect: openai-chat, base_url: 'http://127.0.0.1:4010/v1', models: [{ id: small, price: { input: 1, output: 2 } }] }
groups:
  - { id: default, strategy: weighted, aliases: [claude-x], targets: [{ provider: mock, model: small }] }
  - { id: fast, strategy: weighted, targets: [{ provider: mock, model: small }] }
callers:
  - { user: demo, project: demo, tokens: [{ key: k1, allow: [default, fast], token: '\${A}' }] }
`;
const file = `version: 1
providers:
  - id: local
    dialect: openai-chat
    base_url: http://127.0.0.1:4011/v1
    api_key: \${KEY}
    models: [{ id: small, price: { input: 1, output: 2 } }, { id: large }]
groups:
  - { id: default, strategy: weighted, aliases: [claude-x], targets: [{ provider: local, model: small }, { provider: local, model: large }] }
  - { id: other, strategy: weighted, targets: [{ provider: local, model: large }] }
callers:
  - { user: alice, project: shop, tokens: [{ key: k1, allow: [default, other], token: '\${B}' }] }
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

const create = (user: string, project: string, allow: string[]) =>
  createToken({ store, org: 'metrum', author: { actor: 'admin' }, input: { user, project, key: 'mine', allow } });

const summary = (changes: readonly { action: string; kind: string; id: string }[]) =>
  changes.map(({ action, kind, id }) => `${action} ${kind} ${id}`);

const managersOf = async () => {
  const tables = [providers, providerModels, modelGroups, users, projects, callers, callerTokens];
  const rows = await Promise.all(tables.map((table) => store.db.select({ by: table.managedBy }).from(table)));
  return new Set(rows.flat().map(({ by }) => by));
};

const lookUp = async (token: string) => {
  const snapshot = await loadSnapshot(store.db, sealer);
  const found = snapshot.tokens.get(hashToken(token));
  return found && { ...found, allow: [...found.allow], caller: snapshot.callers.get(found.callerId) };
};

describe('the demo', () => {
  it('is marked as the demo’s, and a second time changes nothing', async () => {
    expect((await apply(demo, { manager: 'demo', author: { actor: 'demo' } })).changes).not.toEqual([]);
    expect(await managersOf()).toEqual(new Set(['demo']));
    expect((await apply(demo, { manager: 'demo', author: { actor: 'demo' } })).changes).toEqual([]);
  });

  it('makes room for the first file, with its names, aliases and all', async () => {
    await apply(demo, { manager: 'demo', author: { actor: 'demo' } });
    const before = await loadSnapshot(store.db, sealer);
    const dry = await apply(file, { dryRun: true });
    expect(await managersOf()).toEqual(new Set(['demo']));
    const { changes, notices } = await apply(file);
    expect(dry.changes).toEqual(changes);
    expect(dry.notices).toEqual(notices);
    expect(notices).toEqual([expect.stringContaining('the built-in demo is taken away')]);
    expect(summary(changes).filter((change) => change.startsWith('delete'))).toEqual([
      'delete token rtr_metrum_demo_demo_dev_k1',
      'delete caller demo/demo',
      'delete project demo',
      'delete user demo',
      'delete group default',
      'delete group fast',
      'delete model mock/small',
      'delete provider mock',
    ]);
    expect(summary(changes)).toContain('create group default');
    expect(await managersOf()).toEqual(new Set(['file']));
    expect(await store.db.select().from(prices)).toHaveLength(1);
    const after = await loadSnapshot(store.db, sealer, before);
    expect(after.tokens.get(hashToken(environment.A))).toBeUndefined();
    expect([...after.groups.keys()]).toEqual(['default', 'other']);
    expect((await apply(file)).changes).toEqual([]);
    const deletes = await store.db.select().from(auditEvents).where(eq(auditEvents.action, 'delete'));
    expect(deletes).toHaveLength(8);
  });

  it('makes room for a file that says nothing at all', async () => {
    await apply(demo, { manager: 'demo', author: { actor: 'demo' } });
    await apply('version: 1\n');
    expect(await managersOf()).toEqual(new Set());
  });

  it('is nothing that a file may lean on', async () => {
    await apply(demo, { manager: 'demo', author: { actor: 'demo' } });
    const leaning = `version: 1\ncallers: [{ user: bob, project: shop, tokens: [{ key: k1, allow: [fast], token: '\${B}' }] }]\n`;
    await expect(apply(leaning)).rejects.toThrow('no group "fast"');
    expect(await managersOf()).toEqual(new Set(['demo']));
  });

  it('leaves the console’s own, which keep their caller and lose what does not come again', async () => {
    await apply(demo, { manager: 'demo', author: { actor: 'demo' } });
    const { token } = await create('demo', 'demo', ['default', 'fast']);
    const before = await loadSnapshot(store.db, sealer);
    expect(before.tokens.get(hashToken(token))?.allow.size).toBe(2);
    const { changes, notices } = await apply(file);
    expect(notices).toEqual([
      expect.stringContaining('the built-in demo is taken away'),
      'kept as the console’s, because what the console manages stands on it: caller demo/demo, project demo, user demo',
      'may no longer use a group that is gone: 1 token rtr_metrum_demo_demo_dev_mine',
    ]);
    expect(changes).toContainEqual({
      ...{ action: 'update', kind: 'token', id: 'rtr_metrum_demo_demo_dev_mine' },
      difference: { allow: { from: ['default', 'fast'], to: ['default'] } },
    });
    // What stands behind "default" is another's now; the name is what the token was allowed.
    for (const known of [before, undefined]) {
      const after = await loadSnapshot(store.db, sealer, known);
      expect([...(after.tokens.get(hashToken(token))?.allow ?? ['?'])]).toEqual(['default']);
    }
    expect(await managersOf()).toEqual(new Set(['file', 'console']));
    expect((await apply(file)).changes).toEqual([]);
  });
});

describe('prune', () => {
  it('of nothing changes nothing', async () => {
    await apply(file);
    expect(await apply(file, { prune: true })).toEqual({ version: 1, changes: [], notices: [] });
  });

  it('deletes what has no history, disables what has one, and a second time does nothing', async () => {
    await apply(file);
    const before = await loadSnapshot(store.db, sealer);
    const less = `version: 1
providers: [{ id: local, dialect: openai-chat, base_url: 'http://127.0.0.1:4011/v1', api_key: '\${KEY}', models: [{ id: large }] }]
groups: [{ id: default, strategy: weighted, aliases: [other], targets: [{ provider: local, model: large }] }]
`;
    const dry = await apply(less, { prune: true, dryRun: true });
    const { changes, notices } = await apply(less, { prune: true });
    expect(dry.changes).toEqual(changes);
    expect(summary(changes)).toEqual([
      'update token rtr_metrum_alice_shop_dev_k1',
      'update caller alice/shop',
      'update project shop',
      'delete group other',
      'delete model local/small',
      'update group default',
    ]);
    expect(notices).toEqual([
      'no longer declared, and deleted: 1 group other; 1 model local/small',
      'no longer declared, and disabled until the file declares them again: 1 token rtr_metrum_alice_shop_dev_k1; 1 caller; 1 project shop',
    ]);
    const after = await loadSnapshot(store.db, sealer, before);
    expect(after.tokens.get(hashToken(environment.B))?.status).toBe('disabled');
    expect([...after.groupNames.keys()].sort()).toEqual(['default', 'other']);
    expect(await apply(less, { prune: true })).toMatchObject({ changes: [], notices: [] });
  });

  it('gives everything back when the file has it again', async () => {
    await apply(file);
    await apply('version: 1\n', { prune: true });
    expect(await lookUp(environment.B)).toMatchObject({
      status: 'disabled',
      allow: [],
      caller: { status: 'disabled' },
    });
    expect(await store.db.select().from(targets)).toEqual([]);
    expect(await store.db.select().from(providers)).toEqual([]);
    await apply(file);
    expect(await lookUp(environment.B)).toMatchObject({
      ...{ status: 'active', allow: ['default', 'other'], caller: { status: 'active' } },
    });
    expect((await apply(file, { prune: true })).changes).toEqual([]);
  });

  it('leaves a revoked token revoked', async () => {
    await apply(file);
    await store.db.update(callerTokens).set({ status: 'revoked' });
    await apply('version: 1\n', { prune: true });
    expect((await lookUp(environment.B))?.status).toBe('revoked');
  });

  it('keeps what the console’s own stands on, as the console’s, and says so', async () => {
    await apply(file);
    const { token } = await create('alice', 'shop', ['other']);
    await store.db.insert(modelGroups).values({ id: 'ours', strategy: 'weighted', managedBy: 'console' });
    await store.db.insert(targets).values({ groupId: 'ours', providerId: 'local', modelId: 'large', position: 0 });
    const { notices } = await apply('version: 1\n', { prune: true });
    expect(notices).toContain(
      'kept as the console’s, because what the console manages stands on it: caller alice/shop, project shop, user alice, model local/large, provider local',
    );
    expect(notices).toContain('may no longer use a group that is gone: 1 token rtr_metrum_alice_shop_dev_mine');
    expect(await lookUp(token)).toMatchObject({ status: 'active', allow: [], caller: { status: 'active' } });
    expect(await store.db.select().from(tokenGroups)).toEqual([]);
    expect((await loadSnapshot(store.db, sealer)).groups.get('ours')?.targets).toHaveLength(1);
    expect(await apply('version: 1\n', { prune: true })).toMatchObject({ changes: [], notices: [] });
  });

  it('moves a token to its new name as ever', async () => {
    await apply(file);
    const { changes } = await apply(file.replace('key: k1', 'key: k2'), { prune: true });
    expect(summary(changes)).toEqual([
      'create token rtr_metrum_alice_shop_dev_k2',
      'delete token rtr_metrum_alice_shop_dev_k1',
    ]);
  });
});
