import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, modelGroups, policies, policyVersions } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { ConfigurationError } from '../../config/configuration-error';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { loadSnapshot } from '../../snapshot/load';
import { sealer } from '../__fixtures__/store-context';
import { createPolicyCompiler } from '../policies/compiler';
import { type ApplyOptions, applyDeclared } from './apply';
import { applyFile, readKnownIds } from './apply-file';
import { exportConfiguration } from './export';

const compiler = createPolicyCompiler();
let compiled = 0;
const compile = (source: string, deadlineMs: number | null) => {
  compiled += 1;
  return compiler.compile(source, deadlineMs);
};
let store: TestStore;
let folder: string;
beforeAll(async () => {
  store = await openTestStore();
  folder = await mkdtemp(path.join(tmpdir(), 'router-policies-'));
  await compiler.compile(route('warm'), null);
}, 60_000);
afterAll(async () => {
  compiler.close();
  await store.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  compiled = 0;
  await emptyStore(store);
});

function route(label: string): string {
  return `export function route({ targets }: PolicyContext): PolicyDecision {\n  return { targets, label: \`${label}\${targets.length}\` };\n}\n`;
}

const indent = (source: string) => source.replace(/^(?=.)/gm, '      ');
const file = (source: string, more = '') => `version: 1
providers: [{ id: p, dialect: openai-chat, base_url: 'http://a/v1', models: [{ id: m }] }]
policies:
  - id: first
    title: First of all
    deadline_ms: 15
    ${more}
    source: |
${indent(source)}
groups:
  - { id: g, strategy: script, policy: first, targets: [{ provider: p, model: m }] }
`;
const without = `version: 1
providers: [{ id: p, dialect: openai-chat, base_url: 'http://a/v1', models: [{ id: m }] }]
groups: [{ id: g, strategy: weighted, targets: [{ provider: p, model: m }] }]
`;

async function apply(text: string, options: Partial<ApplyOptions> = {}) {
  const known = await readKnownIds(store, { prune: options.prune ?? false });
  const { declared, locate } = readDeclaredConfiguration(text, { file: 'r.yaml', environment: {}, known });
  const author = { actor: 'file:r.yaml' };
  return applyDeclared({ store, sealer, declared, org: 'metrum', author, locate, compile, ...options });
}

const versions = () => store.db.select().from(policyVersions).orderBy(asc(policyVersions.number));
const inForce = async () => {
  return (await loadSnapshot(store.db, sealer)).groups.get('g')?.policy;
};

describe('a declared policy', () => {
  it('is compiled, published and in force at once', async () => {
    const { changes } = await apply(file(route('a'), 'on_error: fail'));
    expect(changes.map(({ action, kind, id }) => `${action} ${kind} ${id}`)).toContain('create policy first');
    expect(await versions()).toMatchObject([
      { number: 1, source: route('a'), actor: 'file:r.yaml', publishedAt: expect.any(Date), hasValidate: false },
    ]);
    expect(await inForce()).toMatchObject({
      ...{ id: 'first', version: 1, deadlineMs: 15, onError: 'fail', fallback: 'weighted' },
      compiled: { code: expect.stringContaining('label'), digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('changes nothing the second time, and is not compiled again', async () => {
    await apply(file(route('a')));
    expect(await apply(file(route('a')))).toMatchObject({ changes: [] });
    expect(compiled).toBe(1);
  });

  it('that changes is a new version, and its difference has both texts', async () => {
    await apply(file(route('a')));
    const dry = await apply(file(route('b')), { dryRun: true });
    expect(await versions()).toHaveLength(1);
    const { changes, version } = await apply(file(route('b')));
    expect(changes).toEqual(dry.changes);
    const difference = { source: { from: route('a'), to: route('b') } };
    expect(changes).toEqual([{ action: 'update', kind: 'policy', id: 'first', difference }]);
    expect((await versions()).map(({ number, source }) => [number, source])).toEqual([
      [1, route('a')],
      [2, route('b')],
    ]);
    expect(await inForce()).toMatchObject({ version: 2 });
    const audit = await store.db.select().from(auditEvents).where(eq(auditEvents.policyVersion, version));
    expect(audit).toMatchObject([{ action: 'update', objectKind: 'policy', objectId: 'first', difference }]);
  });

  it('whose settings alone change is no new version, and not compiled', async () => {
    await apply(file(route('a')));
    const { changes } = await apply(file(route('a'), 'fallback: lowest-cost'));
    expect(changes).toMatchObject([{ difference: { fallback: { from: 'weighted', to: 'lowest-cost' } } }]);
    expect([compiled, (await versions()).length]).toEqual([1, 1]);
    expect(await inForce()).toMatchObject({ version: 1, fallback: 'lowest-cost' });
  });

  it('that does not compile is told with its own lines, and nothing is changed', async () => {
    const wrong = `${route('a')}\nexport const unused: number = 'text';\nconst more: string = 1;\n`;
    const error = await apply(file(wrong)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    const [first = '', second = '', third = ''] = String((error as Error).message).split('\n');
    expect(first).toMatch(
      /^r\.yaml:8:13 policies\[0\]\.source: line 5, column 14: A policy exports route and validate, and not unused/,
    );
    expect(second).toContain('line 5, column 14: Type');
    expect(third).toMatch(/^r\.yaml:8:13 policies\[0\]\.source: line 6, column 7: .*not assignable/);
    expect(await store.db.select().from(modelGroups)).toEqual([]);
    await expect(
      apply(file('export function route(): PolicyDecision { for (;;); }'), { dryRun: true }),
    ).rejects.toThrow('Tried on');
  });

  it('of the console becomes the file’s, and one that a file no longer names goes', async () => {
    await apply(file(route('a')));
    await store.db.update(policies).set({ managedBy: 'console' });
    expect((await apply(file(route('a')))).changes).toMatchObject([
      { id: 'first', difference: { managed_by: { from: 'console', to: 'file' } } },
    ]);
    expect((await apply(without)).changes.map(({ kind }) => kind)).toEqual(['group']);
    const { notices } = await apply(without, { prune: true });
    expect(notices).toEqual(['no longer declared, and deleted: 1 policy first']);
    expect([await store.db.select().from(policies), await versions()]).toEqual([[], []]);
  });

  it('stays, as the console’s, where a group of the console asks it', async () => {
    await apply(file(route('a')));
    await store.db.update(modelGroups).set({ managedBy: 'console' });
    const { notices } = await apply('version: 1', { prune: true });
    expect(notices.join()).toContain('kept as the console’s, because what the console manages stands on it');
    expect(await store.db.select().from(policies)).toMatchObject([{ id: 'first', managedBy: 'console' }]);
    expect(await inForce()).toMatchObject({ version: 1 });
  });

  it('is exported as it was applied: applying that changes nothing, and elsewhere makes the same', async () => {
    const hard = `// \ttabs, "quotes", 'more', trailing  \nconst a = \`\${1} #{ \${'x'}\`;\n\n${route('ä')}\n\n  // end`;
    await apply(file(route('a')));
    await apply(file(hard, 'fallback: failover'));
    const text = await exportConfiguration(store);
    expect(text).toContain('source: ');
    expect(await apply(text)).toMatchObject({ changes: [] });
    const [before] = (await versions()).slice(-1);
    await emptyStore(store);
    await apply(text);
    const [after] = await versions();
    expect([after?.source, after?.digest]).toEqual([before?.source, before?.digest]);
  });
});

it('a policy’s file is read from where the configuration stands', async () => {
  await writeFile(path.join(folder, 'first.ts'), route('file'));
  const text = file(route('a')).replace(/source: \|[\s\S]*?(?=groups:)/, 'source_file: ./first.ts\n');
  const configPath = path.join(folder, 'router.yaml');
  await writeFile(configPath, text);
  const start = () => applyFile({ store, sealer, org: 'metrum', configPath, environment: {}, compile });
  await start();
  expect(await versions()).toMatchObject([{ source: route('file') }]);
  expect(await start()).toMatchObject({ changes: [] });
  await writeFile(path.join(folder, 'first.ts'), 'export const route = 1;');
  await expect(start()).rejects.toThrow(
    /router\.yaml:8:18 policies\[0\]\.source_file: \.\/first\.ts, line 1, column 14: /,
  );
  await writeFile(configPath, text.replace('./first.ts', '../../gone.ts'));
  await expect(start()).rejects.toThrow('../../gone.ts cannot be read: there is no such file');
});

it('the example is applied as it stands, and asks for nothing in vain', async () => {
  const text = await readFile('router.example.yaml', 'utf8');
  const environment = { LOCAL_API_KEY: 'x', ALICE_TOKEN: `rtr_${'x'.repeat(36)}` };
  const { declared } = readDeclaredConfiguration(text, { file: 'r.yaml', environment });
  const author = { actor: 'file:r.yaml' };
  const { notices } = await applyDeclared({ store, sealer, declared, org: 'metrum', author, compile });
  expect(notices).toEqual([]);
});

it('a group that holds answers to a policy without validate is told so', async () => {
  await apply(file(route('a')));
  const rule = 'policy: first, validation: { rules: [{ rule: policy }] },';
  expect((await apply(file(route('a')).replace('policy: first,', rule))).notices).toEqual([
    'group "g" holds answers to its policy, and "first" has no validate: every answer passes',
  ]);
});

it('what is right and yet in vain is told', async () => {
  const text = `version: 1
providers: [{ id: p, dialect: openai-chat, base_url: 'http://a/v1', models: [{ id: m }, { id: n, tier: 1, price: { input: 1, output: 1 } }] }]
groups:
  - id: g
    strategy: lowest-cost
    retry: { attempts: 2 }
    validation: { rules: [{ rule: finished }], attempts: 2 }
    ceiling: { usd_per_request: 1 }
    targets: [{ provider: p, model: m }, { provider: p, model: n }]
callers:
  - { user: a, project: b, tokens: [{ key: k, allow: [g], tier: 1, token_sha256: ${'a'.repeat(64)} }] }
`;
  expect((await apply(text)).notices).toEqual([
    'group "g" asks 2 more targets for an answer that passes, and retry.attempts leaves 1',
    'group "g" has a ceiling, and no price is declared of p/m: it gets no request',
    'tokens with a tier do not reach p/m, of which no tier is declared',
  ]);
});
