import { describe, expect, it } from 'vitest';
import { relayContext } from '../__fixtures__/context';
import { parseRequest } from './parse-request';
import { passThrough } from './pass-through';
import { parseUsage } from './usage';

const relayAnswer = (text: string, request = parseRequest('{"model":"general","messages":[]}')) =>
  passThrough.relayAnswer(text, relayContext({ request }));

describe('an answer that passes through', () => {
  it('reads what the upstream counted', () => {
    const answer = {
      id: 'chatcmpl-D5',
      object: 'chat.completion',
      model: 'gpt-4o-mini-2024-07-18',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 30,
        completion_tokens: 12,
        total_tokens: 42,
        prompt_tokens_details: { cached_tokens: 16 },
        completion_tokens_details: { reasoning_tokens: 7 },
      },
    };
    expect(relayAnswer(JSON.stringify(answer))?.usage).toEqual({
      inputTokens: 30,
      cachedInputTokens: 16,
      cacheWriteTokens: null,
      outputTokens: 12,
      reasoningTokens: 7,
    });
  });

  it('takes an answer that reports no usage', () => {
    expect(relayAnswer('{"choices":[{}]}')?.usage).toBeNull();
  });

  it.each([
    ['an error that came as a 200', '{"error":{"message":"no"}}'],
    ['no choices', '{"choices":[]}'],
    ['choices that are none', '{"choices":{}}'],
    ['a page', '<html>hello</html>'],
    ['half of an answer', '{"choices":[{"index":0'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[{"choices":[{}]}]'],
  ])('does not take %s for an answer', (_what, text) => {
    expect(relayAnswer(text)).toBeNull();
  });
});

describe('parseUsage', () => {
  const nothing = {
    inputTokens: null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: null,
    reasoningTokens: null,
  };
  it.each([
    ['nothing', undefined, null],
    ['null', null, null],
    ['a number', 5, null],
    ['an empty object', {}, nothing],
    ['a part of it', { prompt_tokens: 3 }, { ...nothing, inputTokens: 3 }],
    ['zeros', { prompt_tokens: 0, completion_tokens: 0 }, { ...nothing, inputTokens: 0, outputTokens: 0 }],
    ['details of null', { prompt_tokens: 1, prompt_tokens_details: null }, { ...nothing, inputTokens: 1 }],
    ['counts that are none', { prompt_tokens: '3', completion_tokens: -1 }, nothing],
    ['a count no column holds', { prompt_tokens: 2 ** 31, completion_tokens: 1e300 }, nothing],
    ['a count with a fraction', { prompt_tokens: 2.9 }, { ...nothing, inputTokens: 2 }],
  ])('reads %s', (_what, usage, expected) => {
    expect(parseUsage(usage)).toEqual(expected);
  });
});

describe('the name in an answer', () => {
  it("changes the model's name and no other byte", () => {
    const text = '{ "id":"a",\n "model" : "gpt-4o" ,"choices":[{"model":"x","logprob":-0.10}], "n": 1.0 }\n';
    expect(relayAnswer(text)?.text).toBe(text.replace('"gpt-4o"', '"general"'));
  });

  it('adds no name where the upstream gave none', () => {
    expect(relayAnswer('{"choices":[{}]}')?.text).toBe('{"choices":[{}]}');
  });
});
