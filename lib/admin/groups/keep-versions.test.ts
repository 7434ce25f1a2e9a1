import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { groupVersions } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import type { DeclaredGroup } from '../../config/declared';
import { applyDeclared } from '../config/apply';

const sealer = createSealer('a secret of thirty-two characters');
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

const local = {
  ...{ id: 'local', dialect: 'openai-chat' as const, baseUrl: 'http://127.0.0.1:4010/v1', apiKey: null },
  timeouts: { firstByteMs: null, idleMs: null, totalMs: null },
  models: ['small', 'large'].map((id) => {
    return { id, upstreamModel: id, capabilities: {}, contextTokens: null, maxOutputTokens: null, price: null };
  }),
};
const group = (id: string, changes: Partial<DeclaredGroup> = {}): DeclaredGroup => ({
  ...{ id, title: null, description: null, aliases: [], discoverable: false, strategy: 'weighted' as const },
  retry: { attempts: null, attemptTimeoutMs: null, totalTimeoutMs: null },
  targets: [{ provider: 'local', model: 'small', weight: 1, priority: 0, enabled: true }],
  ...changes,
});

const apply = (groups: DeclaredGroup[], options: { prune?: boolean; manager?: 'file' | 'demo'; actor?: string } = {}) =>
  applyDeclared({
    ...{ store, sealer, org: 'metrum', ...options, author: { actor: options.actor ?? 'file:router.yaml' } },
    declared: { providers: [local], groups, projects: [], callers: [] },
  });
const kept = async () => {
  const rows = await store.db
    .select()
    .from(groupVersions)
    .orderBy(asc(groupVersions.groupId), asc(groupVersions.number));
  return rows.map(({ groupId, number, actor, document, policyVersion }) => {
    return [groupId, number, actor, document && (document.title ?? 'untitled'), policyVersion];
  });
};

describe('every state of a group is kept', () => {
  it('whole, numbered from 1 for each group, with who made it', async () => {
    await apply([group('a'), group('b', { aliases: ['c'] })]);
    await apply([group('a', { title: 'A' }), group('b', { aliases: ['c'] })], { actor: 'administrator alice' });
    expect(await kept()).toEqual([
      ['a', 1, 'file:router.yaml', 'untitled', 1],
      ['a', 2, 'administrator alice', 'A', 2],
      ['b', 1, 'file:router.yaml', 'untitled', 1],
    ]);
    const rows = await store.db.select().from(groupVersions);
    expect(rows.find(({ groupId }) => groupId === 'b')?.document).toEqual({
      ...{ id: 'b', aliases: ['c'], strategy: 'weighted' },
      targets: [{ provider: 'local', model: 'small', weight: 1 }],
    });
  });

  it('and its end, after which the numbers go on', async () => {
    await apply([group('a'), group('b')]);
    await apply([group('b')], { prune: true });
    await apply([group('a'), group('b')]);
    expect((await kept()).map(([id, number, , document]) => [id, number, document])).toEqual([
      ['a', 1, 'untitled'],
      ['a', 2, null],
      ['a', 3, 'untitled'],
      ['b', 1, 'untitled'],
    ]);
  });

  it('and the state it was in before versions were kept, as the first', async () => {
    await apply([group('a')]);
    await store.db.delete(groupVersions);
    await apply([group('a', { title: 'A' })]);
    expect(await kept()).toEqual([
      ['a', 1, 'before versions', 'untitled', 1],
      ['a', 2, 'file:router.yaml', 'A', 2],
    ]);
  });

  it('but no second time where only its owner is another', async () => {
    await apply([group('a')], { manager: 'demo', actor: 'demo' });
    await apply([group('a')]);
    expect((await kept()).map(([, number, actor]) => [number, actor])).toEqual([[1, 'demo']]);
  });

  it('nor by a change that was refused', async () => {
    const broken = group('a', { targets: [{ provider: 'gone', model: 'm', weight: 1, priority: 0, enabled: true }] });
    await expect(apply([group('b'), broken])).rejects.toThrow('no provider "gone"');
    expect(await kept()).toEqual([]);
  });
});
