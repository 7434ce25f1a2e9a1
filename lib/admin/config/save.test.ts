// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, callerTokens, modelGroups, providers, tokenGroups } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import type { DeclaredGroup, DeclaredProvider } from '../../config/declared';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { sealer, storeContext } from '../__fixtures__/store-context';
import type { VerbContext } from '../verb';
import { applyDeclared } from './apply';
import { readKnownIds } from './apply-file';
import { exportConfiguration } from './export';
import { type SaveOptions, type Saving, save } from './save';

let store: TestStore;
let context: VerbContext;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  context = storeContext(store);
});

const here = (saving: Saving, options: Partial<SaveOptions> = {}) =>
  save(context, { dryRun: false, build: () => saving, ...options });

function provider(id: string, some: Partial<DeclaredProvider> = {}): DeclaredProvider {
  const model = { id: 'small', upstreamModel: 'small', capabilities: {}, contextTokens: null, maxOutputTokens: null };
  return {
    id,
    dialect: 'openai-chat',
    baseUrl: 'https://api.example.com/v1',
    apiKey: { value: 'sk-typed', source: null },
    timeouts: { firstByteMs: null, idleMs: null, totalMs: null },
    models: [{ ...model, price: null }],
    ...some,
  };
}

function group(id: string, from: string, some: Partial<DeclaredGroup> = {}): DeclaredGroup {
  return {
    ...{ id, title: null, description: null, aliases: [], discoverable: false, strategy: 'weighted' },
    retry: { attempts: null, attemptTimeoutMs: null, totalTimeoutMs: null },
    targets: [{ provider: from, model: 'small', weight: 1, priority: 0, enabled: true }],
    ...some,
  };
}

const file = `version: 1
providers:
  - { id: filed, dialect: openai-chat, base_url: 'http://127.0.0.1:1/v1', models: [{ id: small }] }
groups:
  - { id: filed, strategy: weighted, targets: [{ provider: filed, model: small }] }
`;

async function applyText(text: string, environment: Record<string, string> = {}) {
  const known = await readKnownIds(store);
  const { declared } = readDeclaredConfiguration(text, { file: 'router.yaml', environment, known });
  return applyDeclared({ store, sealer, declared, org: 'metrum', author: { actor: 'file:router.yaml' } });
}

const told = ({ changes }: { changes: readonly { action: string; kind: string; id: string }[] }) =>
  changes.map(({ action, kind, id }) => `${action} ${kind} ${id}`);

describe('what the console saves', () => {
  it('is planned, checked, written and audited as a file is, and is the console’s', async () => {
    const first = await here({ providers: [provider('typed')], groups: [group('mine', 'typed')] });
    expect(told(first)).toEqual(['create provider typed', 'create model typed/small', 'create group mine']);
    expect(first.version).toBe(1);
    const rows = await store.db.select().from(auditEvents);
    expect(rows.map(({ actor, via, address }) => ({ actor, via, address }))).toEqual(
      Array(3).fill({ actor: 'administrator alice', via: 'console', address: '127.0.0.1' }),
    );
    expect(JSON.stringify(rows)).not.toContain('sk-typed');
    expect((await store.db.select().from(providers))[0]).toMatchObject({ managedBy: 'console', apiKeySource: null });
    const again = await here({ providers: [provider('typed')], groups: [group('mine', 'typed')] });
    expect([again.changes, again.version]).toEqual([[], 1]);
  });

  it('is told and not written in a dry run', async () => {
    expect(told(await here({ providers: [provider('typed')] }, { dryRun: true }))).toHaveLength(2);
    expect(await store.db.select().from(providers)).toEqual([]);
  });

  it('is built from what is there under the lock', async () => {
    await here({ providers: [provider('typed')] });
    const build: SaveOptions['build'] = ({ providers: present, version }) => {
      expect(version).toBe(1);
      const { managedBy: _, ...before } = present.get('typed') ?? provider('typed');
      return { providers: [{ ...before, baseUrl: 'https://other.example.com/v1', models: [] }] };
    };
    const { changes } = await here({}, { build });
    const difference = { base_url: { from: 'https://api.example.com/v1', to: 'https://other.example.com/v1' } };
    expect(changes).toEqual([{ action: 'update', kind: 'provider', id: 'typed', difference }]);
  });

  it('leaves the demo and the file where they are', async () => {
    await store.db.insert(providers).values({ id: 'mock', dialect: 'openai-chat', baseUrl: '', managedBy: 'demo' });
    await applyDeclaredNothing();
    await here({ providers: [provider('typed')] });
    expect((await store.db.select().from(providers)).map(({ id }) => id).sort()).toEqual(['mock', 'typed']);
  });

  it('is refused where a file or the demo owns it', async () => {
    await applyText(file);
    await store.db.insert(providers).values({ id: 'mock', dialect: 'openai-chat', baseUrl: '', managedBy: 'demo' });
    const refused = { code: 'declared', message: expect.stringContaining('in that file') };
    await expect(here({ groups: [group('filed', 'filed')] })).rejects.toMatchObject(refused);
    await expect(here({ providers: [provider('filed')] })).rejects.toMatchObject(refused);
    await expect(here({ remove: { groups: ['filed'] } })).rejects.toMatchObject(refused);
    await expect(here({ remove: { providers: ['filed'] } })).rejects.toMatchObject(refused);
    await expect(here({ providers: [provider('mock')] })).rejects.toMatchObject({ code: 'declared' });
  });

  it('takes no name that leads elsewhere, and stands on nothing that is not there', async () => {
    await here({ providers: [provider('typed')], groups: [group('mine', 'typed', { aliases: ['quick'] })] });
    const refusal = (message: RegExp) => ({ code: 'invalid', message: expect.stringMatching(message) });
    await expect(here({ groups: [group('other', 'typed', { aliases: ['quick'] })] })).rejects.toMatchObject(
      refusal(/^"quick" is an alias of group "mine" already; take it away there first$/),
    );
    await expect(here({ groups: [group('other', 'typed', { aliases: ['mine'] })] })).rejects.toMatchObject(
      refusal(/^"mine" is the id of another group/),
    );
    await expect(here({ groups: [group('other', 'typd')] })).rejects.toMatchObject(refusal(/no provider "typd"/));
    const off = group('other', 'typed').targets.map((target) => ({ ...target, weight: 0 }));
    await expect(here({ groups: [group('other', 'typed', { targets: off })] })).rejects.toMatchObject(
      refusal(/weight 0/),
    );
    const timeouts = { firstByteMs: 20, idleMs: null, totalMs: 10 };
    await expect(here({ providers: [provider('typed', { timeouts })] })).rejects.toMatchObject(
      refusal(/above total_ms/),
    );
  });

  it('writes what stands beside it in the same transaction, or nothing', async () => {
    const also = async () => {
      throw new Error('the history is full');
    };
    await expect(here({ providers: [provider('typed')] }, { also })).rejects.toThrow('the history is full');
    expect(await store.db.select().from(providers)).toEqual([]);
  });

  it('changes nothing when it is exported and applied again where no variable is set, its typed key included', async () => {
    await here({ providers: [provider('typed')], groups: [group('mine', 'typed')] });
    const text = await exportConfiguration(store);
    expect(text).toContain('- id: typed\n    # Its key was typed in');
    expect(text).not.toContain('api_key:');
    expect(await applyText(text)).toMatchObject({ changes: [], notices: [] });
    // As exports of before wrote it.
    const named = text.replace('    base_url:', '    api_key: ${TYPED_API_KEY}\n    base_url:');
    expect((await applyText(named, { TYPED_API_KEY: 'sk-typed' })).changes).toEqual([]);
  });
});

describe('a key that was typed in', () => {
  const keyOf = async (id: string) => {
    const [row] = await store.db.select().from(providers).where(eq(providers.id, id));
    return row?.apiKeySealed ? sealer.open('provider-api-key', id, row.apiKeySealed) : null;
  };
  const taken = (some: string) =>
    `version: 1\nproviders: [{ id: typed, dialect: openai-chat, base_url: 'https://api.example.com/v1'${some} }]\n`;

  it('stays where a file takes its provider over and names none, and that is told once', async () => {
    await here({ providers: [provider('typed')] });
    const first = await applyText(taken(''));
    expect(first.changes).toMatchObject([{ difference: { managed_by: { from: 'console', to: 'file' } } }]);
    expect(Object.keys(first.changes[0]?.difference ?? {})).not.toContain('api_key');
    expect(first.notices.join()).toContain('keeps the key that was typed in');
    const second = await applyText(taken(', timeouts: { idle_ms: 5 }'));
    expect(second.notices.join()).not.toContain('key');
    expect(await keyOf('typed')).toBe('sk-typed');
    expect((await applyText(await exportConfiguration(store))).changes).toEqual([]);
  });

  it('goes where the file sends it elsewhere or names another, which is told', async () => {
    await here({ providers: [provider('typed'), provider('other')] });
    const moved = await applyText(taken(', auth: none'));
    expect(moved.changes[0]?.difference.api_key).toEqual({ from: 'set', to: null });
    expect(moved.notices.join()).toContain('provider "typed" loses the key that was typed in');
    expect(await keyOf('typed')).toBeNull();
    const named = taken(', api_key: "${KEY}"').replace('typed', 'other');
    expect((await applyText(named, { KEY: 'sk-new' })).notices.join()).not.toContain('the key');
    expect(await keyOf('other')).toBe('sk-new');
    await applyText(taken('').replace('typed', 'other'));
    expect(await keyOf('other')).toBeNull();
  });

  it('is kept as it is sealed where it does not open', async () => {
    await here({ providers: [provider('typed')] });
    await store.db.update(providers).set({ apiKeySealed: 'v1.what nobody opens' });
    await applyText(taken(', timeouts: { idle_ms: 5 }'));
    const [row] = await store.db.select().from(providers);
    expect(row).toMatchObject({ idleMs: 5, apiKeySealed: 'v1.what nobody opens', apiKeySource: null });
  });
});

describe('what the console takes away', () => {
  it('goes with its models, unless a group stands on it', async () => {
    await here({ providers: [provider('typed')], groups: [group('mine', 'typed'), group('yours', 'typed')] });
    await expect(here({ remove: { providers: ['typed'] } })).rejects.toMatchObject({
      code: 'conflict',
      message: 'typed/small is a target of groups "mine", "yours": take it out of there first',
    });
    const gone = await here({ remove: { groups: ['mine', 'yours'], providers: ['typed'] } });
    expect(told(gone)).toEqual([
      'delete group mine',
      'delete group yours',
      'delete model typed/small',
      'delete provider typed',
    ]);
    expect(await store.db.select().from(providers)).toEqual([]);
    await expect(here({ remove: { providers: ['typed'] } })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is taken out of what tokens may use, which is told', async () => {
    await here({ providers: [provider('typed')], groups: [group('mine', 'typed'), group('yours', 'typed')] });
    await applyText(`version: 1
callers:
  - { user: bob, project: shop, managed_by: console, tokens: [{ key: k1, allow: [mine, yours], token_sha256: ${'a'.repeat(64)} }] }
`);
    const { changes, notices, version } = await here({ remove: { groups: ['mine'] } });
    expect(changes.at(-1)).toMatchObject({
      kind: 'token',
      difference: { allow: { from: ['mine', 'yours'], to: ['yours'] } },
    });
    expect(notices).toEqual(['1 token may no longer use what is gone']);
    expect((await store.db.select().from(tokenGroups)).map(({ groupId }) => groupId)).toEqual(['yours']);
    expect((await store.db.select().from(callerTokens))[0]?.changedIn).toBe(version);
    expect(await store.db.select().from(modelGroups).where(eq(modelGroups.id, 'mine'))).toEqual([]);
  });

  it('stays where a token of the declared configuration may use it', async () => {
    await here({ providers: [provider('typed')], groups: [group('mine', 'typed')] });
    await applyText(`version: 1
callers:
  - { user: bob, project: shop, tokens: [{ key: k1, allow: [mine], token_sha256: ${'a'.repeat(64)} }] }
`);
    await expect(here({ remove: { groups: ['mine'] } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^the declared configuration lets tokens use group "mine" \(.*_bob_shop_dev_k1\)/),
    });
  });
});

/** As the server does at a start with a demo and no file: the demo stays. */
const applyDeclaredNothing = () =>
  applyDeclared({
    ...{ store, sealer, org: 'metrum', author: { actor: 'demo' }, manager: 'demo' },
    declared: { providers: [], groups: [], projects: [], callers: [] },
  });
