import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialects } from '../dialects';
import { noHeaders, type OperationId } from '../exchange/request';
import { seededRandom, target } from '../gateway/__fixtures__/policy';
import type { Target } from '../snapshot/snapshot';
import { asGoodByWeight, asGoodInTier, orderByAffinity } from './affinity';
import { affinityKey } from './affinity-key';
import { digest, randomOf } from './digest';
import { orderByWeight } from './weighted';

const conversations = Array.from({ length: 8_000 }, (_, place) => `session ${place}`);
const ids = (order: readonly Target[]) => order.map(({ id }) => id);
const boundTo = (targets: readonly Target[], key: string) => orderByAffinity(targets, asGoodByWeight, key)[0]?.id;

function shares(targets: readonly Target[]) {
  const counts: Record<string, number> = {};
  for (const key of conversations) {
    const id = boundTo(targets, key) ?? '';
    counts[id] = (counts[id] ?? 0) + 1 / conversations.length;
  }
  return counts;
}

describe('a conversation', () => {
  const three = [target('a/1', { weight: 70 }), target('b/1', { weight: 20 }), target('c/1', { weight: 10 })];

  it('is bound to one target, whatever order the strategy drew', () => {
    const random = seededRandom(1);
    for (const key of conversations.slice(0, 200)) {
      const firsts = Array.from({ length: 5 }, () => boundTo(orderByWeight(three, random), key));
      expect(new Set(firsts).size).toBe(1);
    }
  });

  it('is bound by weight: each target has its share of them', () => {
    const share = shares(three);
    expect(share['a/1']).toBeCloseTo(0.7, 1);
    expect(share['b/1']).toBeCloseTo(0.2, 1);
    expect(share['c/1']).toBeCloseTo(0.1, 1);
  });

  it('keeps the rest of the strategy’s order behind its target, and leaves the list it was given alone', () => {
    const given = [...three];
    for (const key of conversations.slice(0, 50)) {
      const [first, ...rest] = ids(orderByAffinity(three, asGoodByWeight, key));
      expect(rest).toEqual(ids(three).filter((id) => id !== first));
    }
    expect(three).toEqual(given);
    expect(orderByAffinity([], asGoodByWeight, 'k')).toEqual([]);
  });

  it('moves only when its own target leaves, and comes back with it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 7 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 7, maxLength: 7 }),
        fc.nat(6),
        fc.string(),
        (names, weights, which, key) => {
          const targets = names.map((name, place) => target(`${name}/m`, { weight: weights[place] ?? 1 }));
          const leaving = targets[which % targets.length];
          const before = boundTo(targets, key);
          const after = boundTo(
            targets.filter((each) => each !== leaving),
            key,
          );
          if (before !== leaving?.id) expect(after).toBe(before);
          else expect(after).not.toBe(before);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('moves to a target that has come only, and only a share of them does', () => {
    const four = [...three, target('d/1', { weight: 25 })];
    const moved = conversations.filter((key) => boundTo(three, key) !== boundTo(four, key));
    expect(new Set(moved.map((key) => boundTo(four, key)))).toEqual(new Set(['d/1']));
    expect(moved.length / conversations.length).toBeCloseTo(0.2, 1);
  });

  it('is never bound to a spare, nor out of the tier that is in use', () => {
    const tiers = [
      target('early/1', { priority: 0 }),
      target('early/2', { priority: 0 }),
      target('spare/1', { priority: 0, weight: 0 }),
      target('late/1', { priority: 1, weight: 1_000 }),
    ];
    const firsts = new Set(conversations.map((key) => orderByAffinity(tiers, asGoodInTier, key)[0]?.id));
    expect(firsts).toEqual(new Set(['early/1', 'early/2']));
    expect(ids(orderByAffinity(tiers.slice(2, 3), asGoodInTier, 'k'))).toEqual(['spare/1']);
  });
});

describe('what tells a conversation from others', () => {
  const read = (operation: OperationId, body: object) => {
    const dialect = ({ responses: 'openai-responses', messages: 'anthropic-messages' } as const)[
      operation as 'responses'
    ];
    const parse = dialects[dialect ?? 'openai-chat'].caller?.parseRequest[operation];
    if (!parse) throw new Error(`no ${operation}`);
    return parse(JSON.stringify({ model: 'm', ...body }), noHeaders);
  };
  const keyOf = (operation: OperationId, body: object, headers: Record<string, string> = {}) =>
    affinityKey(read(operation, body), (name) => headers[name] ?? null);
  const chat = (...messages: object[]) => keyOf('chat/completions', { messages });
  const system = { role: 'system', content: 'Be brief.' };
  const user = { role: 'user', content: 'How tall is it?' };

  it('is the session that Claude Code or Codex names', () => {
    for (const name of ['x-claude-code-session-id', 'session-id']) {
      const one = keyOf('responses', { input: 'a', prompt_cache_key: 'k' }, { [name]: '01a2' });
      expect(one?.from).toBe('session');
      expect(keyOf('responses', { input: 'b' }, { [name]: '01a2' })).toEqual(one);
      expect(keyOf('responses', { input: 'a' }, { [name]: '01a3' })).not.toEqual(one);
    }
  });

  it('is the cache key that a caller chose', () => {
    expect(keyOf('responses', { input: 'a', prompt_cache_key: 'k' })?.from).toBe('cache-key');
    expect(keyOf('chat/completions', { messages: [user], prompt_cache_key: 'k' })).toEqual(
      keyOf('responses', { input: 'a', prompt_cache_key: 'k' }),
    );
  });

  it('is what all its turns begin with', () => {
    const first = chat(system, user);
    expect(first?.from).toBe('prefix');
    expect(chat(system, user, { role: 'assistant', content: '8,849 m' }, { role: 'user', content: 'And K2?' })).toEqual(
      first,
    );
    expect(chat(system, { role: 'user', content: 'How old is it?' })).not.toEqual(first);
    expect(chat({ role: 'system', content: 'Be long.' }, user)).not.toEqual(first);
    expect(chat(user)).not.toEqual(first);
  });

  it('is not what moves from turn to turn: cache marks, and Claude Code’s line about itself', () => {
    const turn = (line: string, mark: object) =>
      keyOf('messages', {
        max_tokens: 1,
        system: [
          { type: 'text', text: `x-anthropic-billing-header: ${line}` },
          { type: 'text', text: 'Work.', ...mark },
        ],
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Fix it.', ...mark }] }],
      });
    expect(turn('cch=1', { cache_control: { type: 'ephemeral' } })).toEqual(turn('cch=2', {}));
  });

  it('is read of every dialect, images included', () => {
    const image = (data: string) => ({ type: 'image', source: { type: 'base64', media_type: 'image/png', data } });
    const look = (data: string) =>
      keyOf('messages', { max_tokens: 1, messages: [{ role: 'user', content: [image(data)] }] });
    expect(look('AAAA')).not.toEqual(look('BBBB'));
    expect(keyOf('responses', { input: 'a' })).not.toEqual(keyOf('responses', { input: 'b' }));
    expect(keyOf('responses', { instructions: 'x', input: 'a' })).not.toEqual(keyOf('responses', { input: 'a' }));
  });

  it('is nothing where nobody said anything, and for embeddings', () => {
    expect(chat(system)).toBeNull();
    expect(keyOf('embeddings', { input: 'a' })).toBeNull();
    expect(keyOf('responses', { input: 'a' }, { 'session-id': '' })?.from).toBe('prefix');
    expect(keyOf('responses', { input: 'a' }, { 'session-id': 'x'.repeat(300) })?.from).toBe('prefix');
  });

  it('tells no word of it', () => {
    expect(chat(system, { role: 'user', content: 'secret' })?.key).toMatch(/^prefix \d{1,16}$/);
  });
});

describe('a digest', () => {
  it('gives different texts different numbers, and fills its range evenly', () => {
    const numbers = Array.from({ length: 200_000 }, (_, place) => digest(`text ${place}`));
    expect(new Set(numbers).size).toBe(numbers.length);
    const buckets = new Array<number>(16).fill(0);
    for (const number of numbers)
      buckets[Math.floor((number / 2 ** 53) * 16)] = (buckets[Math.floor((number / 2 ** 53) * 16)] ?? 0) + 1;
    for (const count of buckets) expect(Math.abs(count - 12_500)).toBeLessThan(600);
  });

  it('makes the same random numbers of the same text, from 0 up to but not including 1', () => {
    const take = (text: string) => Array.from({ length: 1_000 }, randomOf(text));
    expect(take('a')).toEqual(take('a'));
    expect(take('a')).not.toEqual(take('b'));
    const mean = take('a').reduce((sum, number) => sum + number / 1_000, 0);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(take('a').every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
