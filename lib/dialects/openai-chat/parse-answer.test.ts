import { describe, expect, it } from 'vitest';
import { parseAnswer, parseUsage } from './parse-answer';
import { parseRequest } from './parse-request';
import { renderAnswer } from './render-answer';

describe('parseAnswer', () => {
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
    expect(parseAnswer(JSON.stringify(answer))).toEqual({
      usage: { inputTokens: 30, cachedInputTokens: 16, outputTokens: 12, reasoningTokens: 7 },
    });
  });

  it('takes an answer that reports no usage', () => {
    expect(parseAnswer('{"choices":[{}]}')).toEqual({ usage: null });
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
    expect(parseAnswer(text)).toBeNull();
  });
});

describe('parseUsage', () => {
  const nothing = { inputTokens: null, cachedInputTokens: null, outputTokens: null, reasoningTokens: null };
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

describe('renderAnswer', () => {
  it("changes the model's name and no other byte", () => {
    const request = parseRequest('{"model":"general","messages":[]}');
    const text = '{ "id":"a",\n "model" : "gpt-4o" ,"choices":[{"model":"x","logprob":-0.10}], "n": 1.0 }\n';
    expect(renderAnswer(text, request)).toBe(text.replace('"gpt-4o"', '"general"'));
  });

  it('adds no name where the upstream gave none', () => {
    const request = parseRequest('{"model":"general","messages":[]}');
    expect(renderAnswer('{"choices":[{}]}', request)).toBe('{"choices":[{}]}');
  });
});
