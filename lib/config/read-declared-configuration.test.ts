// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { describe, expect, it } from 'vitest';
import { quirkNames } from '../exchange/quirks';
import { ConfigurationError } from './configuration-error';
import { nothingKnown } from './known-ids';
import { readDeclaredConfiguration } from './read-declared-configuration';

const token = `rtr_metrum_alice_demo_dev_k1_${'s'.repeat(49)}`;
const environment = {
  LOCAL_API_KEY: 'sk-very-secret',
  ALICE_TOKEN: token,
  SHORT: 'rtr_short',
  EMPTY: '',
  BARE: 'a'.repeat(50),
};

/** The design's own example, line by line: what a case changes is a line of it. */
const example = `version: 1
providers:
  - id: local
    dialect: openai-chat
    base_url: http://127.0.0.1:4010/v1/
    api_key: \${LOCAL_API_KEY}
    models:
      - id: small
        upstream_model: gpt-4o-mini
        capabilities: { tools: true, vision: true, structured_output: true, reasoning: false }
        context_tokens: 128000
        max_output_tokens: 16384
        price: { input: 0.15, cached_input: 0.075, output: 0.60 }
groups:
  - id: default
    title: General work
    strategy: weighted
    targets:
      - { provider: local, model: small, weight: 80 }
callers:
  - user: alice
    project: demo
    tokens:
      - { env: dev, key: k1, allow: [default], token: \${ALICE_TOKEN} }
`;

const read = (text: string) => readDeclaredConfiguration(text, { file: 'router.yaml', environment }).declared;

function problemsOf(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message).not.toContain('very-secret');
    return error.message.split('\n');
  }
}

/** The example with one line (1-based) replaced. */
function withLine(line: number, ...replacement: string[]): string {
  const lines = example.split('\n');
  lines.splice(line - 1, 1, ...replacement);
  return lines.join('\n');
}

describe('a right file', () => {
  it('is read whole, with defaults, and with no token in clear', () => {
    const declared = read(example);
    expect(declared).toMatchObject({
      providers: [
        {
          id: 'local',
          baseUrl: 'http://127.0.0.1:4010/v1',
          apiKey: { value: 'sk-very-secret', source: '${LOCAL_API_KEY}' },
          timeouts: { firstByteMs: null, idleMs: null, totalMs: null },
          models: [
            { id: 'small', upstreamModel: 'gpt-4o-mini', price: { input: 0.15, cachedInput: 0.075, output: 0.6 } },
          ],
        },
      ],
      groups: [{ aliases: [], discoverable: false, targets: [{ weight: 80, priority: 0, enabled: true }] }],
      callers: [
        {
          user: 'alice',
          kind: 'person',
          project: 'demo',
          status: 'active',
          tokens: [{ status: null, expiresAt: null }],
        },
      ],
    });
    expect(declared.callers[0]?.tokens[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(declared)).not.toContain(token);
  });

  it('may hold every field of this version', () => {
    const declared = read(`version: 1
providers:
  - id: p
    dialect: openai-chat
    base_url: https://api.example.com/v1
    timeouts: { first_byte_ms: 100, idle_ms: 200, total_ms: 300 }
    models: [{ id: org/Model-7b }]
groups:
  - id: g
    aliases: [claude-g, g.2]
    discoverable: true
    strategy: failover
    retry: { attempts: 2, attempt_timeout_ms: 5, total_timeout_ms: 6 }
    targets: [{ provider: p, model: org/Model-7b, priority: 1, enabled: false, weight: 0 }]
projects: [{ id: demo, title: Demo, status: suspended }]
callers:
  - { user: bot, kind: service, project: demo, status: disabled, tokens: [] }
  - user: alice
    project: demo
    tokens:
      - { key: k2, allow: [], token_sha256: ${'AB'.repeat(32)}, status: revoked, expires_at: 2027-01-31T02:00:00+02:00, rotates_at: 2027-01-30T00:00:00Z, tier: 3, managed_by: console }
`);
    expect(declared.providers[0]?.models[0]?.upstreamModel).toBe('org/Model-7b');
    expect(declared.groups[0]?.retry).toEqual({ attempts: 2, attemptTimeoutMs: 5, totalTimeoutMs: 6 });
    expect(declared.callers[1]?.tokens[0]).toEqual({
      environment: 'dev',
      key: 'k2',
      allow: [],
      sha256: 'ab'.repeat(32),
      status: 'revoked',
      expiresAt: Date.UTC(2027, 0, 31),
      rotatesAt: Date.UTC(2027, 0, 30),
      tier: 3,
      limits: null,
      managedBy: 'console',
    });
  });

  it('may use anchors, aliases and merge keys', () => {
    const declared = read(`version: 1
providers:
  - id: p
    dialect: openai-chat
    base_url: https://api.example.com/v1
    models:
      - &model { id: one, context_tokens: 5, price: &price { input: 1, output: 2 } }
      - { <<: *model, id: two }
      - { id: three, price: *price }
groups: [{ id: g, strategy: weighted, targets: [{ provider: p, model: two }] }]
`);
    expect(
      declared.providers[0]?.models.map(({ id, contextTokens, price }) => [id, contextTokens, price?.output]),
    ).toEqual([
      ['one', 5, 2],
      ['two', 5, 2],
      ['three', null, 2],
    ]);
  });

  it('may speak of models and groups that only the store has', () => {
    const text = withLine(19, '      - { provider: far, model: large }').replace('[default]', '[default, old]');
    const groups = new Map([['old', ['older']]]);
    const known = { ...nothingKnown, groups, models: new Map([['far', new Set(['large'])]]) };
    expect(readDeclaredConfiguration(text, { file: 'f', environment, known }).declared.groups).toHaveLength(1);
  });
});

describe('a preset', () => {
  const read = (fields: string) => `version: 1\nproviders: [{ id: p, ${fields} }]\n`;
  const declared = (fields: string) =>
    readDeclaredConfiguration(read(fields), { file: 'router.yaml', environment }).declared.providers[0];

  it('says what the file leaves out', () => {
    expect(declared('preset: anthropic')).toMatchObject({
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.anthropic.com/v1',
      auth: null,
      quirks: [],
    });
    expect(declared('preset: ollama')).toMatchObject({ auth: 'none', baseUrl: 'http://127.0.0.1:11434/v1' });
    expect(declared('preset: ollama')?.quirks).toContain('max-tokens');
  });

  it('counts less than what is written beside it', () => {
    const fields =
      'preset: openai, dialect: openai-chat, base_url: "https://eu.example/v1?api-version=2026-01-01", quirks: []';
    expect(declared(fields)).toMatchObject({
      dialect: 'openai-chat',
      baseUrl: 'https://eu.example/v1?api-version=2026-01-01',
      quirks: [],
    });
  });

  it('has no address for a place where each customer has one', () => {
    expect(problemsOf(read('preset: azure-openai'))).toEqual([
      'router.yaml:2:13 providers[0].base_url: is missing; the preset "azure-openai" has no address that is the same for all',
    ]);
  });

  it('lets headers and betas through as they were meant', () => {
    const fields = 'preset: anthropic, headers: { X-Team: a }, betas: [b, a, b], auth: bearer';
    expect(declared(fields)).toMatchObject({ headers: { 'x-team': 'a' }, betas: ['a', 'b'], auth: 'bearer' });
  });
});

const orWords = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

describe('one mistake', () => {
  const provider = 'providers[0]';
  const tokenPath = 'callers[0].tokens[0]';
  const slug = 'expected lower-case letters, digits and hyphens, 64 at most';
  const row = (fields: string) => `      - { env: dev, key: k1, allow: [default], ${fields} }`;
  const target = (fields: string) => `      - { provider: local, model: small, ${fields} }`;

  it.each<[string, number, string | string[], string]>([
    ['a wrong version', 1, 'version: 2', '1:10 version: expected 1, the only version there is'],
    ['no version', 1, '# nothing', '2:1 version: is missing'],
    ['a misspelt key', 6, '    apikey: x', '6:5 providers[0].apikey: unknown key; did you mean "api_key"?'],
    [
      'an unknown key',
      6,
      '    zebra: 1',
      `6:5 ${provider}.zebra: unknown key; expected one of id, preset, dialect, base_url, api_key, auth, headers, quirks, betas, timeouts, concurrency, queue, models, managed_by`,
    ],
    [
      'a tier above all',
      24,
      row('token: ${ALICE_TOKEN}, tier: 10'),
      `24:77 ${tokenPath}.tier: expected a whole number from 0 to 9`,
    ],
    ['no dialect', 4, [], `3:5 ${provider}.dialect: is missing`],
    [
      'a quirk nobody has',
      6,
      '    quirks: [max-token]',
      `6:14 ${provider}.quirks[0]: expected ${orWords(quirkNames)}; did you mean "max-tokens"?`,
    ],
    [
      'a header that is the key’s',
      6,
      '    headers: { Authorization: Bearer x }',
      `6:31 ${provider}.headers.Authorization: the router writes this header itself; a key is api_key, and how it is shown is auth`,
    ],
    [
      'a misspelt dialect',
      4,
      '    dialect: openai-chatt',
      `4:14 ${provider}.dialect: expected openai-chat, openai-responses, anthropic-messages or gemini; did you mean "openai-chat"?`,
    ],
    [
      'a script without a policy',
      17,
      '    strategy: script',
      '15:5 groups[0].policy: is missing: the strategy script asks it for the order',
    ],
    [
      'a misspelt strategy',
      17,
      '    strategy: wieghted',
      '17:15 groups[0].strategy: expected weighted, failover, lowest-cost, lowest-latency or script; did you mean "weighted"?',
    ],
    [
      'a key given twice',
      5,
      ['    base_url: http://a/v1', '    base_url: http://b/v1'],
      `6:5 ${provider}.base_url: given twice; keep one of them`,
    ],
    ['no address', 5, [], `3:5 ${provider}.base_url: is missing`],
    [
      'an address of another kind',
      5,
      '    base_url: ftp://a/v1',
      `5:15 ${provider}.base_url: expected an address that begins with http:// or https://, such as https://api.example.com/v1`,
    ],
    [
      'an address with a fragment',
      5,
      '    base_url: http://a/v1#x',
      `5:15 ${provider}.base_url: the address has a fragment; it ends where the dialect’s path begins`,
    ],
    ...['/chat/completions', '/completions', '/responses/', '/messages', '/embeddings'].map(
      (path): [string, number, string, string] => [
        `an address that ends in ${path}`,
        5,
        `    base_url: http://a/v1${path}`,
        `5:15 ${provider}.base_url: the router adds "${path.replace(/\/$/, '')}" itself; expected "http://a/v1"`,
      ],
    ),
    [
      'a first byte later than all',
      6,
      '    timeouts: { first_byte_ms: 700, total_ms: 600 }',
      `6:32 ${provider}.timeouts.first_byte_ms: 700 is above total_ms; expected 600 at most`,
    ],
    [
      'a silence longer than all',
      6,
      '    timeouts: { idle_ms: 601, first_byte_ms: 600, total_ms: 600 }',
      `6:26 ${provider}.timeouts.idle_ms: 601 is above total_ms; expected 600 at most`,
    ],
    [
      'a try longer than all tries',
      16,
      '    retry: { attempt_timeout_ms: 7, total_timeout_ms: 6 }',
      '16:34 groups[0].retry.attempt_timeout_ms: 7 is above total_timeout_ms; expected 6 at most',
    ],
    [
      'an answer longer than the context',
      12,
      '        max_output_tokens: 128001',
      `12:28 ${provider}.models[0].max_output_tokens: 128001 is above context_tokens; expected 128000 at most`,
    ],
    [
      'an address with credentials',
      5,
      '    base_url: http://a:very-secret@b/v1',
      `5:15 ${provider}.base_url: the address carries credentials; use api_key for them`,
    ],
    [
      'a reference in an address',
      5,
      '    base_url: http://${HOST}/v1',
      `5:15 ${provider}.base_url: a \${NAME} is filled in only in api_key and token; write the value itself here`,
    ],
    [
      'a reference in a title',
      16,
      '    title: ${TITLE}',
      '16:12 groups[0].title: a ${NAME} is filled in only in api_key and token; write the value itself here',
    ],
    [
      'a literal key',
      6,
      '    api_key: sk-very-secret',
      `6:14 ${provider}.api_key: a secret is not written here: put it in an environment variable and write that name, as in \${MY_SECRET}`,
    ],
    [
      'a literal key in digits',
      6,
      '    api_key: 12345',
      `6:14 ${provider}.api_key: a secret is not written here: put it in an environment variable and write that name, as in \${MY_SECRET}`,
    ],
    [
      'an unset variable',
      6,
      '    api_key: ${NOT_THERE}',
      `6:14 ${provider}.api_key: the environment variable NOT_THERE is not set`,
    ],
    [
      'an empty variable',
      6,
      '    api_key: ${EMPTY}',
      `6:14 ${provider}.api_key: the environment variable EMPTY is empty`,
    ],
    [
      'a literal token',
      24,
      row('token: rtr_very-secret'),
      `24:55 ${tokenPath}.token: a secret is not written here: put it in an environment variable and write that name, as in \${MY_SECRET}`,
    ],
    [
      'a short token',
      24,
      row('token: ${SHORT}'),
      `24:55 ${tokenPath}.token: the value of SHORT is too short: a caller token has 40 characters or more`,
    ],
    [
      'a token of another kind',
      24,
      row('token: ${BARE}'),
      `24:55 ${tokenPath}.token: the value of BARE is no caller token: it has to begin with "rtr_"`,
    ],
    [
      'a hash that is none',
      24,
      row('token_sha256: abc'),
      `24:62 ${tokenPath}.token_sha256: expected the SHA-256 of the whole token, 64 hexadecimal digits`,
    ],
    [
      'neither token nor hash',
      24,
      row('status: active'),
      `24:9 ${tokenPath}.token: is missing, and so is token_sha256; give one of them`,
    ],
    [
      'token and hash',
      24,
      row(`token: \${ALICE_TOKEN}, token_sha256: ${'a'.repeat(64)}`),
      `24:71 ${tokenPath}.token_sha256: token is given too; give one of them`,
    ],
    [
      'a date with no zone',
      24,
      row('token: ${ALICE_TOKEN}, expires_at: 2027-01-31T00:00:00'),
      `24:83 ${tokenPath}.expires_at: expected a date and time with its zone (ISO 8601), such as 2027-01-31T00:00:00Z`,
    ],
    [
      'a day that is not',
      24,
      row('token: ${ALICE_TOKEN}, expires_at: 2027-02-30T00:00:00Z'),
      `24:83 ${tokenPath}.expires_at: expected a date and time with its zone (ISO 8601), such as 2027-01-31T00:00:00Z`,
    ],
    [
      'a number for a key',
      24,
      '      - { key: 2027, allow: [], token: ${ALICE_TOKEN} }',
      `24:16 ${tokenPath}.key: expected text, not a number; write it in quotes: "2027"`,
    ],
    ['no key', 24, '      - { allow: [], token: ${ALICE_TOKEN} }', `24:9 ${tokenPath}.key: is missing`],
    ['no allow list', 24, '      - { key: k1, token: ${ALICE_TOKEN} }', `24:9 ${tokenPath}.allow: is missing`],
    [
      'an allowed group that is not',
      24,
      '      - { key: k1, allow: [defualt], token: ${ALICE_TOKEN} }',
      `24:28 ${tokenPath}.allow[0]: no group "defualt"; did you mean "default"?`,
    ],
    ['a bad user', 21, '  - user: Alice', `21:11 callers[0].user: ${slug}`],
    ['a bad project', 22, '    project: my_demo', `22:14 callers[0].project: ${slug}`],
    [
      'an unknown kind',
      22,
      ['    project: demo', '    kind: robot'],
      '23:11 callers[0].kind: expected person or service',
    ],
    [
      'a status of tokens on a caller',
      22,
      ['    project: demo', '    status: revoked'],
      '23:13 callers[0].status: expected active, disabled or suspended',
    ],
    ['an empty value', 22, '    project:', '22:5 callers[0].project: has no value; give it one, or take the line out'],
    [
      'a bad alias',
      15,
      ['  - id: default', '    aliases: [Other]'],
      '16:15 groups[0].aliases[0]: expected lower-case letters, digits, ".", "_" and "-", a letter or digit first, 64 characters at most',
    ],
    [
      'an alias that is a group',
      16,
      '    aliases: [default]',
      '16:15 groups[0].aliases[0]: "default" already leads to group "default"',
    ],
    [
      'an alias given twice',
      16,
      '    aliases: [a, a]',
      '16:18 groups[0].aliases[1]: "a" already leads to group "default"',
    ],
    [
      'an unknown provider',
      19,
      '      - { provider: locla, model: small }',
      '19:21 groups[0].targets[0].provider: no provider "locla"; did you mean "local"?',
    ],
    [
      'an unknown model',
      19,
      '      - { provider: local, model: smal }',
      '19:35 groups[0].targets[0].model: no model "smal" in provider "local"; did you mean "small"?',
    ],
    [
      'a target given twice',
      19,
      [target('weight: 1'), target('weight: 2')],
      '20:35 groups[0].targets[1].model: this target is declared already, at groups[0].targets[0]',
    ],
    ['no targets', 19, ['      []'], '19:7 groups[0].targets: a group needs one target at least'],
    [
      'weights of nothing',
      19,
      target('weight: 0'),
      '19:7 groups[0].targets: every enabled target has weight 0, so none would ever be chosen; give one of them a weight above 0',
    ],
    [
      'a weight below nothing',
      19,
      target('weight: -1'),
      '19:50 groups[0].targets[0].weight: expected a whole number from 0 to 1000000',
    ],
    [
      'half a weight',
      19,
      target('weight: 0.5'),
      '19:50 groups[0].targets[0].weight: expected a whole number from 0 to 1000000',
    ],
    ['a weight in words', 19, target('weight: much'), '19:50 groups[0].targets[0].weight: expected a number, not text'],
    [
      'a priority below nothing',
      19,
      target('priority: -1'),
      '19:52 groups[0].targets[0].priority: expected a whole number from 0 to 1000000',
    ],
    [
      'yes for true',
      19,
      target('enabled: yes'),
      '19:51 groups[0].targets[0].enabled: expected true or false, not text',
    ],
    [
      'a price below nothing',
      13,
      '        price: { input: -1, output: 1 }',
      `13:25 ${provider}.models[0].price.input: expected US dollars per million tokens: a number from 0 to below 1,000,000, such as 0.25`,
    ],
    [
      'a price too fine',
      13,
      '        price: { input: 0.1234567, output: 1 }',
      `13:25 ${provider}.models[0].price.input: expected six decimals at most`,
    ],
    ['half a price', 13, '        price: { input: 1 }', `13:16 ${provider}.models[0].price.output: is missing`],
    [
      'an unknown capability',
      10,
      '        capabilities: { tool: true }',
      `10:25 ${provider}.models[0].capabilities.tool: unknown key; did you mean "tools"?`,
    ],
    [
      'a time-out of nothing',
      6,
      '    timeouts: { idle_ms: 0 }',
      `6:26 ${provider}.timeouts.idle_ms: expected a whole number from 1 to 86400000`,
    ],
    [
      'too many attempts',
      16,
      '    retry: { attempts: 21 }',
      '16:24 groups[0].retry.attempts: expected a whole number from 1 to 20',
    ],
    [
      'a list for a mapping',
      6,
      '    timeouts: []',
      `6:15 ${provider}.timeouts: expected a mapping of keys to values, not a list`,
    ],
    [
      'a provider given twice',
      14,
      ['  - { id: local, dialect: openai-chat, base_url: "http://b" }', 'groups:'],
      '14:11 providers[1].id: provider "local" is declared already, at providers[0]',
    ],
    [
      'a token given twice',
      24,
      [row('token: ${ALICE_TOKEN}'), `      - { key: k1, allow: [], token_sha256: ${'a'.repeat(64)} }`],
      '25:16 callers[0].tokens[1].key: this token is declared already, at callers[0].tokens[0]',
    ],
    [
      'one secret for two tokens',
      24,
      [row('token: ${ALICE_TOKEN}'), '      - { key: k2, allow: [], token: ${ALICE_TOKEN} }'],
      '25:38 callers[0].tokens[1].token: the very same token as callers[0].tokens[0]; each has its own',
    ],
    [
      'an unknown alias',
      24,
      '      - { key: k1, allow: *nothing, token: ${ALICE_TOKEN} }',
      `24:27 ${tokenPath}.allow: an alias with no anchor of that name before it`,
    ],
    [
      'a reserved word',
      16,
      '    __proto__: { x: 1 }',
      '16:5 groups[0].__proto__: unknown key; expected one of id, title, description, aliases, discoverable, strategy, policy, policy_reads_text, affinity, retry, validation, ceiling, limits, targets, managed_by',
    ],
  ])('%s is told with its place', (_what, line, replacement, expected) => {
    const text = withLine(line, ...[replacement].flat());
    expect(problemsOf(text)).toEqual([`router.yaml:${expected.replace(/^(\S+) /, '$1 ')}`]);
  });

  it('of two kinds of one user is told', () => {
    const callers = 'callers:\n  - { user: a, project: b, kind: person }\n  - { user: a, project: c, kind: service }\n';
    expect(problemsOf(`version: 1\n${callers}`)).toEqual([
      'router.yaml:4:34 callers[1].kind: user "a" is a person already; a user is of one kind',
    ]);
  });

  it('in names that the store holds is told', () => {
    const known = {
      ...nothingKnown,
      groups: new Map([
        ['old', ['default']],
        ['default', ['mine']],
      ]),
    };
    const text = withLine(16, '    aliases: [mine, old]');
    expect(() => readDeclaredConfiguration(text, { file: 'f', environment, known })).toThrow(
      [
        'f:15:9 groups[0].id: "default" is an alias of group "old", which the console manages; take it away from that group there, or declare that group here without it',
        'f:16:21 groups[0].aliases[1]: "old" is the id of a group that is in the store and not in this file; an id cannot be another group’s alias, so take this one out',
      ].join('\n'),
    );
  });
});

describe('many mistakes', () => {
  it('that follow from a wrong group id are told as that one', () => {
    const known = { ...nothingKnown, groups: new Map([['default', ['claude']]]) };
    const text = withLine(15, '  - id: Default', '    aliases: [claude]').replace('[default]', '[]');
    expect(() => readDeclaredConfiguration(text, { file: 'f', environment, known })).toThrow(
      /^f:15:9 groups\[0\]\.id: expected lower-case letters[^\n]*$/,
    );
  });

  it('are told all at once, in the order of the file', () => {
    const text = withLine(4, '    dialekt: openai-chat')
      .replace('${LOCAL_API_KEY}', '${NOT_THERE}')
      .replace('model: small', 'model: smal')
      .replace('allow: [default]', 'allow: [other]')
      .replace('user: alice', 'user: Alice');
    expect(problemsOf(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'router.yaml:3:5 providers[0].dialect:',
      'router.yaml:4:5 providers[0].dialekt:',
      'router.yaml:6:14 providers[0].api_key:',
      'router.yaml:19:35 groups[0].targets[0].model:',
      'router.yaml:21:11 callers[0].user:',
      'router.yaml:24:38 callers[0].tokens[0].allow[0]:',
    ]);
  });

  it('are not told beside aliases that write out without end', () => {
    const bomb = [...'abcdefg'].map((name, index, names) => {
      const item = index === 0 ? '{ id: 1 }' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array(10).fill(item).join(', ')}]`;
    });
    expect(problemsOf(`zebra: 1\n${bomb.join('\n')}\nproviders: [*g, *g]\n`)).toEqual([
      expect.stringMatching(
        /^router\.yaml:\d+:\d+ \w+: the aliases write out to more than 2000000 values; write fewer of them$/,
      ),
    ]);
  });

  it('in one anchor are told once, where the anchor stands', () => {
    const text = `version: 1
callers:
  - user: a
    project: b
    tokens:
      - { key: k1, allow: &groups [nothing], token_sha256: ${'a'.repeat(64)} }
      - { key: k2, allow: *groups, token_sha256: ${'b'.repeat(64)} }
`;
    expect(problemsOf(text)).toEqual(['router.yaml:6:36 callers[0].tokens[0].allow[0]: no group "nothing"']);
  });
});
