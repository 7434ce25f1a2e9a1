import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditEvents, projects } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { createSnapshotHolder } from '../../snapshot/holder';
import { loadSnapshot } from '../../snapshot/load';
import { type ApplyOptions, applyDeclared } from './apply';
import { readKnownIds } from './apply-file';

const sealer = createSealer('a secret of thirty-two characters');
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

const sha256 = 'a'.repeat(64);
const file = (group: string, project: string, token: string) => `version: 1
providers: [{ id: p, dialect: openai-chat, base_url: 'http://a/v1', models: [{ id: m }] }]
groups: [{ id: g, strategy: weighted, limits: ${group}, targets: [{ provider: p, model: m }] }]
projects: [{ id: shop, limits: ${project} }]
callers: [{ user: alice, project: shop, tokens: [{ key: k1, allow: [g], token_sha256: ${sha256}, limits: ${token} }] }]
`;
const withoutProject = (text: string) => text.replace(/^projects.*\n/m, '');

async function apply(text: string, options: Partial<ApplyOptions> = {}) {
  const known = await readKnownIds(store, { prune: options.prune ?? false });
  const { declared, locate } = readDeclaredConfiguration(text, { file: 'r.yaml', environment: {}, known });
  return applyDeclared({
    store,
    sealer,
    declared,
    org: 'metrum',
    author: { actor: 'file:r.yaml' },
    locate,
    ...options,
  });
}

const inForce = async (snapshot = loadSnapshot(store.db, sealer)) => {
  const { tokens, callers, groups } = await snapshot;
  const token = tokens.get(sha256);
  return [groups.get('g')?.limits, callers.get(token?.callerId ?? 0)?.projectLimits, token?.limits];
};

it('declared limits are in force, tell the very ones that change, and go where they are left out', async () => {
  await apply(file('{ requests_per_minute: 100 }', '{ usd: { month: 200 } }', '{ concurrency: 4, usd: { day: 5 } }'));
  expect(await inForce()).toEqual([
    { requests_per_minute: 100 },
    { usd: { month: 200 } },
    { concurrency: 4, usd: { day: 5 } },
  ]);
  const next = file('{ requests_per_minute: 100 }', '{ usd: { month: 150 } }', '{ usd: { day: 5 }, concurrency: 4 }');
  const dry = await apply(next, { dryRun: true });
  expect(dry.changes).toEqual([
    { action: 'update', kind: 'project', id: 'shop', difference: { 'limits.usd.month': { from: 200, to: 150 } } },
  ]);
  expect((await inForce())[1]).toEqual({ usd: { month: 200 } });
  const { version } = await apply(next);
  const audit = await store.db.select().from(auditEvents).where(eq(auditEvents.policyVersion, version));
  expect(audit.map(({ difference }) => difference)).toEqual(dry.changes.map(({ difference }) => difference));
  expect((await apply(next)).changes).toEqual([]);
  const { changes } = await apply(file('{}', '{}', '{}'));
  expect(Object.fromEntries(changes.map(({ kind, difference }) => [kind, Object.keys(difference)]))).toEqual({
    group: ['limits.requests_per_minute'],
    project: ['limits.usd.month'],
    token: ['limits.concurrency', 'limits.usd.day'],
  });
  expect(await inForce()).toEqual([null, null, null]);
});

it('a project that the file only names keeps its limits, pruned and brought back too', async () => {
  const limits = { usd: { month: 200 } };
  const text = file('{}', JSON.stringify(limits), '{}');
  await apply(text);
  expect((await apply(withoutProject(text))).changes).toEqual([]);
  await apply('version: 1\n', { prune: true });
  await apply(withoutProject(text));
  expect(await store.db.select().from(projects)).toMatchObject([{ id: 'shop', status: 'active', limits }]);
});

it('a change of any limit reaches a running server within a second', async () => {
  const holder = createSnapshotHolder({ store, sealer, log: () => {} });
  await holder.start();
  for (const [group, project, token] of [
    [1, 1, 1],
    [2, 1, 1],
    [2, 3, 1],
    [2, 3, 4],
  ]) {
    const limits = [group, project, token].map((concurrency) => ({ concurrency }));
    const [ofGroup = '', ofProject = '', ofToken = ''] = limits.map((one) => JSON.stringify(one));
    await apply(file(ofGroup, ofProject, ofToken));
    const held = () => inForce(Promise.resolve(holder.current() as Awaited<ReturnType<typeof loadSnapshot>>));
    await expect.poll(held, { timeout: 1000, interval: 5 }).toEqual(limits);
  }
  await holder.stop();
});
