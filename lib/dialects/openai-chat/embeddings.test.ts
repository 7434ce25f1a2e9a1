import { describe, expect, it } from 'vitest';
import { isFault } from '../../faults/fault';
import { relayContext } from '../__fixtures__/context';
import { embeddings, parseEmbeddings } from './embeddings';

const parse = (body: object) => parseEmbeddings(JSON.stringify({ model: 'vectors', input: 'a', ...body }));

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
    expect(embeddings.renderRequest(relayContext({ request: parseEmbeddings(text), upstreamModel: 'upstream' }))).toBe(
      text.replace('vectors', 'upstream'),
    );
  });
});

describe('an answer of embeddings', () => {
  it('tells what was counted', () => {
    const text = '{"object":"list","data":[],"model":"m","usage":{"prompt_tokens":8,"total_tokens":8}}';
    expect(embeddings.relayAnswer(text, relayContext())?.usage).toMatchObject({ inputTokens: 8, outputTokens: null });
  });

  it('shows the name that was asked for and keeps every number', () => {
    const text = '{"model":"text-embedding-3-small","data":[{"embedding":[-0.0,1e-3,0.10]}]}';
    expect(embeddings.relayAnswer(text, relayContext({ request: parse({}) }))?.text).toBe(
      text.replace('text-embedding-3-small', 'vectors'),
    );
  });

  it.each(['{"error":{}}', '{"choices":[{}]}', '', '[]'])('is not %j', (text) => {
    expect(embeddings.relayAnswer(text, relayContext())).toBeNull();
  });
});
