import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { desc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPolicyContents } from '../../db/queries/demo-contents';
import { auditEvents, groupVersions, modelGroups, providerModels, targets } from '../../db/schema';
import { addCaller, addGroup, addProvider, addToken } from '../../db/testing/policy';
import { emptyStore, openTestStore, type TestStore } from '../../db/testing/store';
import { applyDeclared } from '../admin/config/apply';
import { readEnded } from '../admin/demo/read-ended';
import { tellRemoval } from '../admin/demo/tell-removal';
import { createSealer } from '../auth/seal';
import { readSettings } from '../env';
import { createSnapshotHolder } from '../snapshot/holder';
import type { ModelGroup } from '../snapshot/snapshot';
import { createLog } from '../telemetry/log';
import { demoGroups } from './groups';
import { type RunningDemo, startDemo } from './start-demo';
import { keepTokens, mintTokens, readTokens, wasRemoved } from './tokens';

const sealer = createSealer('a secret of thirty-two characters');
const log = createLog('silent');
let store: TestStore;
let folder: string;
let running: RunningDemo[] = [];

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smart-router-demo-'));
});
afterEach(async () => {
  await Promise.all(running.map((demo) => demo.stop()));
  running = [];
  fs.rmSync(folder, { recursive: true });
});

async function start(environment: Record<string, string> = {}) {
  const settings = readSettings({ ROUTER_DATA_DIR: folder, ...environment });
  const demo = await startDemo({ settings, environment, store, sealer, log });
  running.push(demo);
  const holder = createSnapshotHolder({ store, sealer, log: () => {} });
  await holder.start();
  const snapshot = holder.current();
  await holder.stop();
  return { snapshot, demo: demo.describe(snapshot) };
}

const behind = (group: ModelGroup | undefined) =>
  group?.targets.map(({ provider, model }) => `${provider.id}/${model.upstreamModel}`);
const empty = { providers: [], groups: [], projects: [], callers: [] };

describe('the demo', () => {
  it('is made where there is nothing, with a story for each group, and is the same at the next start', async () => {
    const first = await start();
    expect(first.demo).toMatchObject({ provider: 'mock', tokens: readTokens(folder) });
    expect(first.demo?.groups.map(({ id }) => id)).toEqual(demoGroups.map(({ id }) => id));
    expect(first.snapshot.groupNames.get('claude-sonnet-5-5')?.id).toBe('coding');
    const second = await start();
    expect(JSON.stringify(second.demo)).toBe(JSON.stringify(first.demo));
    expect(second.snapshot.version).toBe(first.snapshot.version);
    if (process.platform !== 'win32') expect(fs.statSync(path.join(folder, 'demo.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['it is not wanted', { ROUTER_DEMO: 'off' }],
    ['there is a configuration', { ROUTER_CONFIG: 'router.yaml' }],
    ['others can reach the server', { HOST: '0.0.0.0' }],
    ['it stands behind a proxy', { ROUTER_TRUSTED_PROXIES: '127.0.0.1' }],
    ['it has a public address', { ROUTER_PUBLIC_URL: 'https://llm.example.com' }],
  ])('is not made where %s', async (_why, environment) => {
    const { snapshot, demo } = await start(environment);
    expect([demo, snapshot.groups.size, snapshot.tokens.size]).toEqual([null, 0, 0]);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is made anywhere where that was asked for', async () => {
    expect((await start({ HOST: '0.0.0.0', ROUTER_DEMO: 'anywhere' })).demo?.provider).toBe('mock');
  });

  it('is not made where an administrator has begun', async () => {
    const project = { id: 'team', title: null, status: 'active' as const };
    const token = { environment: 'dev', key: 'k1', allow: [], sha256: 'a'.repeat(64), status: null, expiresAt: null };
    const caller = {
      user: 'alice',
      kind: 'person' as const,
      project: 'team',
      status: 'active' as const,
      tokens: [token],
    };
    const declared = { ...empty, projects: [project], callers: [caller] };
    await applyDeclared({ store, sealer, declared, org: 'metrum', author: { actor: 'file:router.yaml' } });
    expect((await start()).demo).toBeNull();
  });

  it.each<Record<string, string>>([
    { HOST: '0.0.0.0' },
    { HOST: '192.168.1.4' },
    { ROUTER_PUBLIC_URL: 'https://llm.example.com' },
  ])('refuses to be started where others reach it: %j', async (reach) => {
    await start();
    await expect(start(reach)).rejects.toThrow(
      /holds a demo, and [\s\S]* ROUTER_CONFIG=router.yaml[\s\S]*ROUTER_DEMO=off/,
    );
    expect((await start({ ...reach, ROUTER_DEMO: 'anywhere' })).demo).not.toBeNull();
  });

  it('is taken away where it is not wanted any more, wherever that is', async () => {
    await start();
    const { snapshot, demo } = await start({ ROUTER_DEMO: 'off', HOST: '0.0.0.0' });
    expect([demo, snapshot.groups.size, readTokens(folder)]).toEqual([null, 0, null]);
    expect((await start()).demo).not.toBeNull();
  });

  it.each([
    ['lost', () => fs.rmSync(path.join(folder, 'demo.json'))],
    ['damaged', () => fs.writeFileSync(path.join(folder, 'demo.json'), '{"version":1,"tok')],
    ["another demo's", () => keepTokens(folder, mintTokens('metrum'))],
  ])('has tokens that work though demo.json was %s', async (_what, spoil) => {
    const before = await start();
    spoil();
    const after = await start();
    expect(after.demo?.tokens).toEqual(readTokens(folder));
    expect(after.demo?.tokens.good).not.toBe(before.demo?.tokens.good);
    expect(after.snapshot.tokens.size).toBe(3);
  });

  it('goes on where a start was killed before the store knew of it', async () => {
    const tokens = mintTokens('metrum');
    keepTokens(folder, tokens);
    expect((await start()).demo?.tokens).toEqual(tokens);
  });

  it('is one no more once a real configuration has replaced it', async () => {
    await start();
    const project = { id: 'team', title: null, status: 'active' as const };
    const options = { store, sealer, org: 'metrum', author: { actor: 'file:router.yaml' } };
    await applyDeclared({ ...options, declared: { ...empty, projects: [project] } });
    const { snapshot, demo } = await start({ ROUTER_CONFIG: 'router.yaml', HOST: '0.0.0.0' });
    expect([demo, snapshot.groups.size, readTokens(folder)]).toEqual([null, 0, null]);
  });
});

describe('a demo that is removed', () => {
  const author = { actor: 'administrator ada', via: 'console', address: '127.0.0.1' } as const;

  it('is gone at once and for good, and the audit says who did it', async () => {
    const { demo } = await start();
    expect((await demo?.remove(author))?.notices).toEqual([expect.stringContaining('demo is taken away')]);
    const contents = await readPolicyContents(store.db);
    expect([contents.groups.size, contents.providers.size, contents.hasTokens]).toEqual([0, 0, false]);
    expect([readTokens(folder), wasRemoved(folder)]).toEqual([null, true]);
    const [event] = await store.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1);
    expect(event).toMatchObject({ ...author, action: 'delete' });
    expect((await start()).demo).toBeNull();
    fs.rmSync(path.join(folder, 'demo.json'));
    expect((await start()).demo).not.toBeNull();
  });

  it('leaves what an administrator has made, and says what that loses', async () => {
    const { demo } = await start();
    await store.db.transaction(async (transaction) => {
      await addProvider(transaction, { id: 'own', managedBy: 'console' });
      await addGroup(transaction, { id: 'own', providers: ['own'], managedBy: 'console' });
      const callerId = await addCaller(transaction, 'ada', 'own');
      await addToken(transaction, { callerId, key: 'k1', allow: ['own', 'fast'] });
    });
    const planned = await demo?.planRemoval(author);
    await store.sql`update caller_tokens set status = 'revoked' where managed_by <> 'demo'`;
    const ended = planned && (await readEnded(store.db, planned));
    expect(planned && [tellRemoval(planned).losses.length, tellRemoval(planned, ended).losses.length]).toEqual([1, 0]);
    await store.sql`update caller_tokens set status = 'active' where managed_by <> 'demo'`;
    const removed = await demo?.remove(author, planned?.version);
    expect(removed).toEqual({ ...planned, version: Number(planned?.version) + 1 });
    expect(removed?.notices.join('\n')).toContain('may no longer use a group that is gone: 1 token');
    const contents = await readPolicyContents(store.db);
    expect([[...contents.groups.keys()], [...contents.providers.keys()], contents.hasTokens]).toEqual([
      ['own'],
      ['own'],
      true,
    ]);
  });
});

describe('what is built on the mock', () => {
  const author = { actor: 'administrator ada' };
  const build = (groups: Record<string, readonly (readonly [string, number])[]>) =>
    store.db.transaction(async (transaction) => {
      await addProvider(transaction, { id: 'own', managedBy: 'console' });
      const [model] = await transaction.select().from(providerModels).where(eq(providerModels.providerId, 'own'));
      for (const [id, behind] of Object.entries(groups)) {
        await transaction.insert(modelGroups).values({ id, strategy: 'weighted', managedBy: 'console' });
        const rows = behind.map(([provider, weight], position) => ({
          ...{ groupId: id, providerId: provider, modelId: provider === 'own' ? (model?.id ?? '') : 'swift' },
          ...{ position, weight },
        }));
        await transaction.insert(targets).values(rows);
      }
      const callerId = await addCaller(transaction, 'ada', 'own');
      await addToken(transaction, { callerId, key: 'k1', allow: Object.keys(groups) });
    });

  it('loses it with the demo, is deleted where nothing else stood behind it, and the plan says so before', async () => {
    const { demo } = await start();
    await build({
      both: [
        ['own', 1],
        ['mock', 1],
      ],
      quiet: [
        ['own', 0],
        ['mock', 1],
      ],
      alone: [['mock', 1]],
    });
    const planned = await demo?.planRemoval(author);
    expect((await demo?.planRemoval(author))?.version).toBe(planned?.version);
    const losses = planned && tellRemoval(planned).losses;
    expect(losses?.map(({ action, kind, id }) => `${action} ${kind} ${id}`)).toEqual([
      'update group both',
      'update group quiet',
      'delete group alone',
      expect.stringMatching(/^update token rtr_/),
    ]);
    const removed = await demo?.remove(author, planned?.version);
    expect(removed?.changes).toEqual(planned?.changes);
    expect(removed?.notices).toEqual(planned?.notices);
    expect(removed?.notices).toContain('deleted, because only the demo’s mock stood behind it: 1 group alone');

    const { snapshot } = await start();
    expect([...snapshot.groups.keys()]).toEqual(['both', 'quiet']);
    const left = [...snapshot.groups.values()].flatMap((group) => group.targets);
    expect(left.map(({ provider, enabled }) => [provider.id, enabled])).toEqual([
      ['own', true],
      ['own', false],
    ]);
    const { providers: places } = await readPolicyContents(store.db);
    expect([...places.keys()]).toEqual(['own']);
    const audited = await store.db.select().from(auditEvents).where(eq(auditEvents.objectId, 'alone'));
    expect(audited).toMatchObject([{ action: 'delete', difference: { targets: { to: [] } } }]);
    const versions = await store.db.select().from(groupVersions).where(eq(groupVersions.groupId, 'both'));
    expect(versions.map(({ document }) => document?.targets)).toMatchObject([[{}, {}], [{}]]);
  });

  it('is not removed by a plan that is not true any more', async () => {
    const { demo } = await start();
    const planned = await demo?.planRemoval(author);
    const project = { id: 'team', title: null, status: 'active' as const };
    const options = { store, sealer, org: 'metrum', author, manager: 'console' as const };
    await applyDeclared({ ...options, declared: { ...empty, projects: [project] } });
    await expect(demo?.remove(author, planned?.version)).rejects.toMatchObject({ code: 'conflict' });
    expect((await start()).demo).not.toBeNull();
  });
});

describe('a real provider', () => {
  const keys = { OPENAI_API_KEY: 'sk-openai', ANTHROPIC_API_KEY: 'sk-ant' };

  it.each([
    [{ OPENAI_API_KEY: 'sk-openai' }, 'openai', ['openai/gpt-5.4-mini']],
    [{ ANTHROPIC_API_KEY: 'sk-ant' }, 'anthropic', ['anthropic/claude-sonnet-5-5']],
    [keys, 'openai', ['openai/gpt-5.4-mini', 'anthropic/claude-sonnet-5-5']],
  ])('answers behind the same names from the first start on, with %j', async (environment, provider, targets) => {
    const { snapshot, demo } = await start(environment);
    expect(demo?.provider).toBe(provider);
    expect(behind(snapshot.groups.get('default'))).toEqual(targets);
    expect(snapshot.groups.get('default')?.targets[0]?.provider.apiKey).toMatch(/^sk-/);
    expect(behind(snapshot.groups.get('resilient'))).toEqual(['mock/broken', 'mock/swift']);
    expect(demo?.groups[0]?.story).toBe(`answered by ${targets.map((name) => name.split('/')[1]).join(', then ')}`);
  });

  it('is put behind them by a later start with its key, stays without it, and is joined by a second', async () => {
    const mock = await start();
    const names = [...mock.snapshot.groupNames.keys()];
    const one = await start({ ANTHROPIC_API_KEY: 'sk-ant' });
    expect(behind(one.snapshot.groups.get('coding'))).toEqual(['anthropic/claude-opus-5-5']);
    expect([...one.snapshot.groupNames.keys()]).toEqual(names);
    expect(one.demo?.tokens).toEqual(mock.demo?.tokens);
    const without = await start();
    expect(behind(without.snapshot.groups.get('coding'))).toEqual(['anthropic/claude-opus-5-5']);
    const both = await start({ OPENAI_API_KEY: 'sk-openai' });
    expect(behind(both.snapshot.groups.get('coding'))).toEqual(['openai/gpt-5.5', 'anthropic/claude-opus-5-5']);
    expect(both.snapshot.groups.get('coding')?.targets[1]?.provider.apiKey).toBe('sk-ant');
  });
});
