import { describe, expect, it } from 'vitest';
import { isFault } from '../../faults/fault';
import { embeddings } from './embeddings';

const parse = (body: object) => embeddings.parseRequest(JSON.stringify({ model: 'vectors', input: 'a', ...body }));

describe('a request for embeddings', () => {
  it('needs a target that has them, and never streams', () => {
    expect(parse({ stream: true })).toMatchObject({
      operation: 'embeddings',
      model: 'vectors',
      stream: false,
      requires: ['embeddings'],
      maxOutputTokens: null,
    });
  });

  it.each([
    ['a text', 'a'],
    ['texts', ['a', 'b']],
    ['tokens', [1, 2]],
    ['lists of tokens', [[1], [2]]],
  ])('takes %s', (_what, input) => {
    expect(parse({ input }).model).toBe('vectors');
  });

  it('has no window of the whole: each input has its own', () => {
    const many = parse({ input: Array.from({ length: 5_000 }, () => 'word '.repeat(50)) });
    expect(many.inputTokens.likely).toBe(0);
    expect(many.inputTokens.atMost).toBeGreaterThan(250_000);
  });

  it.each([
    ['no input', { input: undefined }, 'invalid-request', 'input'],
    ['an input of null', { input: null }, 'invalid-request', 'input'],
    ['no model', { model: undefined }, 'missing-model', 'model'],
  ])('is refused with %s, naming the field', (_what, some, code, param) => {
    try {
      parse(some);
      expect.unreachable();
    } catch (error) {
      expect(isFault(error) && { code: error.code, param: error.options.param }).toEqual({ code, param });
    }
  });

  it('goes out with the model changed and nothing else', () => {
    const text = '{"input":[ 1.0 ],"dimensions":256, "model":"vectors"}';
    expect(embeddings.renderRequest(embeddings.parseRequest(text), 'upstream')).toBe(
      text.replace('vectors', 'upstream'),
    );
  });
});

describe('an answer of embeddings', () => {
  it('tells what was counted', () => {
    const text = '{"object":"list","data":[],"model":"m","usage":{"prompt_tokens":8,"total_tokens":8}}';
    expect(embeddings.parseAnswer(text)?.usage).toMatchObject({ inputTokens: 8, outputTokens: null });
  });

  it('shows the name that was asked for and keeps every number', () => {
    const text = '{"model":"text-embedding-3-small","data":[{"embedding":[-0.0,1e-3,0.10]}]}';
    expect(embeddings.renderAnswer(text, parse({}))).toBe(text.replace('text-embedding-3-small', 'vectors'));
  });

  it.each(['{"error":{}}', '{"choices":[{}]}', '', '[]'])('is not %j', (text) => {
    expect(embeddings.parseAnswer(text)).toBeNull();
  });
});
