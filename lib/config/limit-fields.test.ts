import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error';
import { readDeclaredConfiguration } from './read-declared-configuration';

const read = (text: string) => readDeclaredConfiguration(text, { file: 'r.yaml', environment: {} }).declared;

function problemsOf(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
}

/** The three places that take them; `limits` stands at column 5, 5 and 9. */
const file = (group: string, project = group, token = group) => `version: 1
providers: [{ id: p, dialect: openai-chat, base_url: 'http://a/v1', models: [{ id: m }] }]
groups:
  - id: g
    strategy: weighted
    limits: ${group}
    targets: [{ provider: p, model: m }]
projects:
  - id: shop
    limits: ${project}
callers:
  - user: alice
    project: shop
    tokens:
      - key: k1
        allow: [g]
        token_sha256: ${'a'.repeat(64)}
        limits: ${token}
`;
const read3 = (limits: string) => {
  const { groups, projects, callers } = read(file(limits));
  return [groups[0]?.limits, projects[0]?.limits, callers[0]?.tokens[0]?.limits];
};

describe('limits', () => {
  it('are the same at a group, a project and a token, every one of them', () => {
    const all = {
      ...{ requests_per_minute: 1, input_tokens_per_minute: 9_007_199_254_740_991, output_tokens_per_minute: 3 },
      ...{
        concurrency: 100_000,
        requests: { day: 1, month: 2, lifetime: 3 },
        tokens: { day: 4, month: 5, lifetime: 6 },
      },
      usd: { day: 0.000001, month: 12.5, lifetime: 1_000_000_000 },
    };
    expect(read3(JSON.stringify(all))).toStrictEqual([all, all, all]);
  });

  it('that limit nothing are none', () => {
    for (const none of ['{}', '{ usd: {} }', '{ requests: {}, tokens: {} }']) {
      expect(read3(none)).toEqual([null, null, null]);
    }
    const without = read(file('{}').replaceAll(/^ +limits: .*\n/gm, ''));
    expect([without.groups[0], without.projects[0]]).toMatchObject([{ limits: null }, { limits: null }]);
  });

  const count = 'expected a whole number from 1 to 9007199254740991';
  const usd = 'expected US dollars, above 0 and 1,000,000,000 at most, such as 12.50';
  it.each<[limits: string, column: number, path: string, message: string]>([
    ['{ requests_per_minute: 0 }', 24, 'requests_per_minute', count],
    ['{ requests_per_minute: 1.5 }', 24, 'requests_per_minute', count],
    ['{ output_tokens_per_minute: 9007199254740992 }', 29, 'output_tokens_per_minute', count],
    ['{ concurrency: 100001 }', 16, 'concurrency', 'expected a whole number from 1 to 100000'],
    ['{ tokens: { month: many } }', 20, 'tokens.month', 'expected a number, not text'],
    ['{ usd: { day: 0 } }', 15, 'usd.day', usd],
    ['{ usd: { day: 1000000001 } }', 15, 'usd.day', usd],
    ['{ usd: { day: 0.0000001 } }', 15, 'usd.day', 'expected six decimals at most'],
    ['{ usd: 5 }', 8, 'usd', 'expected a mapping of keys to values, not a number'],
    ['{ usd: { week: 1 } }', 10, 'usd.week', 'unknown key; expected one of day, month, lifetime'],
    ['{ request_per_minute: 1 }', 3, 'request_per_minute', 'unknown key; did you mean "requests_per_minute"?'],
    [
      '{ budget: 1 }',
      3,
      'budget',
      'unknown key; expected one of requests_per_minute, input_tokens_per_minute, output_tokens_per_minute, concurrency, requests, tokens, usd',
    ],
  ])('%s is told with its place, wherever it stands', (limits, column, path, message) => {
    expect(problemsOf(file(limits))).toEqual([
      `r.yaml:6:${column + 12} groups[0].limits.${path}: ${message}`,
      `r.yaml:10:${column + 12} projects[0].limits.${path}: ${message}`,
      `r.yaml:18:${column + 16} callers[0].tokens[0].limits.${path}: ${message}`,
    ]);
  });
});
