// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a policy's own templates
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error';
import { type KnownIds, nothingKnown } from './known-ids';
import { type PolicyFiles, readPolicyFiles } from './policy-files';
import { readDeclaredConfiguration } from './read-declared-configuration';

interface Read {
  policyFiles?: PolicyFiles;
  known?: KnownIds;
}

const read = (text: string, options: Read = {}) =>
  readDeclaredConfiguration(text, { file: 'r.yaml', environment: {}, ...options }).declared;

function problemsOf(text: string, options: Read = {}): string[] {
  try {
    read(text, options);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
}

const provider = '{ id: p, dialect: openai-chat, base_url: "http://a/v1", models: [{ id: m }] }';
const file = (policies: string, ...group: string[]) =>
  [
    'version: 1',
    `providers: [${provider}]`,
    `policies: ${policies}`,
    'groups:',
    '  - id: g',
    '    targets: [{ provider: p, model: m }]',
    ...group.map((line) => `    ${line}`),
    '',
  ].join('\n');
const one = '[{ id: one, source: x }]';

describe('policies, rules and ceilings', () => {
  it('are read whole', () => {
    const text = file(
      '[{ id: one, title: One, source: "`${a}`", deadline_ms: 5, on_error: fail, fallback: lowest-cost }]',
      'strategy: script',
      'policy: one',
      'policy_reads_text: true',
      'affinity: true',
      'ceiling: { usd_per_request: 0.5 }',
      'validation:',
      '  rules: [{ rule: json-schema, schema: { type: object, properties: { a: { type: string } } } }, { rule: regex, pattern: "^a", must: not-match }, { rule: policy }]',
      '  attempts: 0',
      '  on_failure: pass',
      '  buffer_streams: true',
    );
    const { policies, groups } = read(text);
    expect(policies).toEqual([
      {
        ...{ id: 'one', title: 'One', source: '`${a}`', sourceFile: null, managedBy: null },
        ...{ deadlineMs: 5, onError: 'fail', fallback: 'lowest-cost' },
      },
    ]);
    expect(groups[0]).toMatchObject({
      ...{ strategy: 'script', policy: 'one', policyReadsText: true, affinity: true, ceilingUsd: 0.5 },
      validation: { attempts: 0, onFailure: 'pass', bufferStreams: true },
    });
    // As it comes back from the store, prototypes and all.
    expect(groups[0]?.validation?.rules).toStrictEqual([
      { rule: 'json-schema', schema: { type: 'object', properties: { a: { type: 'string' } } } },
      { rule: 'regex', pattern: '^a', must: 'not-match' },
      { rule: 'policy' },
    ]);
  });

  it.each<[string, string[], string]>([
    [
      'a policy beside another strategy',
      ['strategy: weighted', 'policy: one'],
      '8:13 groups[0].policy: is asked by the strategy script alone, and the strategy is weighted; take one of them out',
    ],
    [
      'a policy that is nowhere',
      ['strategy: script', 'policy: on'],
      '8:13 groups[0].policy: no policy "on"; did you mean "one"?',
    ],
    [
      'a text that nobody reads',
      ['strategy: weighted', 'policy_reads_text: true'],
      '8:24 groups[0].policy_reads_text: there is no policy that could read it; take it out',
    ],
    [
      'a rule that asks no policy',
      ['strategy: weighted', 'validation: { rules: [{ rule: policy }] }'],
      '8:35 groups[0].validation.rules[0].rule: asks the group’s policy, and it has none; name one in policy',
    ],
    [
      'a field of another rule',
      ['strategy: weighted', 'validation: { rules: [{ rule: json, pattern: a }] }'],
      '8:41 groups[0].validation.rules[0].pattern: goes with the rule regex alone; take it out',
    ],
    [
      'a pattern that is missing',
      ['strategy: weighted', 'validation: { rules: [{ rule: regex }] }'],
      '8:27 groups[0].validation.rules[0].pattern: is missing',
    ],
    [
      'a pattern that could stall',
      ['strategy: weighted', 'validation: { rules: [{ rule: regex, pattern: "(?=a)" }] }'],
      '8:51 groups[0].validation.rules[0].pattern: uses what cannot be run safely, such as look-around or back-references: the syntax is RE2’s, as in Go',
    ],
    [
      'a schema that is none',
      ['strategy: weighted', 'validation: { rules: [{ rule: json-schema, schema: { minLength: x } }] }'],
      '8:56 groups[0].validation.rules[0].schema: ',
    ],
    [
      'no rule at all',
      ['strategy: weighted', 'validation: { rules: [] }'],
      '8:26 groups[0].validation.rules: validation needs one rule at least',
    ],
    [
      'a ceiling of nothing',
      ['strategy: weighted', 'ceiling: { usd_per_request: 0 }'],
      '8:33 groups[0].ceiling.usd_per_request: expected US dollars for one request, above 0 and 1000 at most, such as 0.25',
    ],
  ])('%s is told with its place', (_what, group, expected) => {
    expect(problemsOf(file(one, ...group))).toEqual([expect.stringContaining(`r.yaml:${expected}`)]);
  });

  it('may name a policy that only the store has, if a version of it is published', () => {
    const known = {
      ...nothingKnown,
      policies: new Map([
        ['draft', { isPublished: false }],
        ['ready', { isPublished: true }],
      ]),
    };
    expect(problemsOf(file('[]', 'strategy: script', 'policy: ready'), { known })).toEqual([]);
    expect(problemsOf(file('[]', 'strategy: script', 'policy: draft'), { known })).toEqual([
      'r.yaml:8:13 groups[0].policy: no version of policy "draft" is published yet; publish one first',
    ]);
  });
});

describe('the source of a policy', () => {
  const group = 'strategy: weighted';
  const from = (policy: string, policyFiles?: PolicyFiles) => problemsOf(file(`[${policy}]`, group), { policyFiles });

  it('is there once', () => {
    expect(from('{ id: a }')).toEqual([
      'r.yaml:3:12 policies[0].source: is missing, and so is source_file; give one of them',
    ]);
    expect(from('{ id: a, source: x, source_file: y }', {})).toEqual([
      'r.yaml:3:32 policies[0].source_file: source is given too; give one of them',
    ]);
    expect(from('{ id: a, source: x }, { id: a, source: y }')).toEqual([
      'r.yaml:3:40 policies[1].id: policy "a" is declared already, at policies[0]',
    ]);
  });

  it('may be a file beside the configuration', () => {
    const policyFiles = { 'a.ts': { text: 'export const route = 1;' } };
    const declared = read(file('[{ id: a, source_file: a.ts }]', group), { policyFiles });
    expect(declared.policies).toMatchObject([{ source: 'export const route = 1;', sourceFile: 'a.ts' }]);
  });

  it('is told of where it cannot be had', async () => {
    const read = async (name: string, most: number) => {
      if (name === 'gone.ts') throw Object.assign(new Error(), { code: 'ENOENT' });
      return Buffer.from(name === 'large.ts' ? 'x'.repeat(most) : name === 'empty.ts' ? '' : '\xff', 'latin1');
    };
    const names = ['gone.ts', 'large.ts', 'latin.ts', 'empty.ts'];
    const files = await readPolicyFiles({ policies: names.map((name) => ({ source_file: name })) }, read);
    const told = names.map((name) => from(`{ id: a, source_file: ${name} }`, files)[0]?.split('source_file: ')[1]);
    expect(told).toEqual([
      'gone.ts cannot be read: there is no such file',
      'large.ts is larger than 65536 bytes, the most that a policy has',
      'latin.ts is not UTF-8',
      'empty.ts is empty',
    ]);
    expect(from('{ id: a, source_file: a.ts }')[0]).toContain('only the text of this configuration is here');
    expect(from('{ id: a, source_file: a.ts }', {})[0]).toContain('a.ts did not come with this configuration');
    await expect(
      readPolicyFiles({ policies: [{ source_file: 'a' }] }, () => Promise.reject(new Error('x'))),
    ).rejects.toThrow('x');
  });
});
