import { describe, expect, it } from 'vitest';
import { isFault } from '../../faults/fault';
import { codexRequest } from './__fixtures__/requests';
import { parseRequest } from './parse-request';

const parse = (body: object) => parseRequest(JSON.stringify({ model: 'general', input: 'hi', ...body }));
const image = (size: number, detail?: string) => ({
  type: 'input_image',
  image_url: `data:image/png;base64,${'A'.repeat(size)}`,
  detail,
});

function faultOf(text: string) {
  try {
    parseRequest(text);
  } catch (error) {
    if (isFault(error)) return { code: error.code, param: error.options.param, message: error.message };
    throw error;
  }
  throw new Error('the body was taken');
}

describe('what is read of a request', () => {
  it('is its model, whether it streams and its output cap', () => {
    expect(parse({})).toMatchObject({
      dialect: 'openai-responses',
      operation: 'responses',
      model: 'general',
      stream: false,
      requires: [],
      maxOutputTokens: null,
      boundTo: null,
    });
    expect(parse({ stream: true, max_output_tokens: 30 })).toMatchObject({ stream: true, maxOutputTokens: 30 });
  });

  it('says what was expected of the input', () => {
    expect(faultOf('{"model":"a"}')).toEqual({
      code: 'invalid-request',
      param: 'input',
      message: '"input" must be a text or an array of items.',
    });
    expect(faultOf('{"model":"a","input":{}}').param).toBe('input');
    expect(faultOf('{"input":[]}').code).toBe('missing-model');
    expect(faultOf('{"model":"a","input":[],"stream":1}').param).toBe('stream');
  });

  it.each([
    [{ tools: [{ type: 'function', name: 'a' }] }, ['tools']],
    [{ input: [{ type: 'custom_tool_call_output', call_id: 'a', output: '' }] }, ['tools']],
    [{ input: [{ role: 'user', content: [image(1)] }] }, ['vision']],
    [{ input: [{ type: 'function_call_output', call_id: 'a', output: [image(1)] }] }, ['tools', 'vision']],
    [{ input: [{ role: 'user', content: [{ type: 'input_file', file_url: 'https://a.example/a.pdf' }] }] }, ['files']],
    [{ text: { format: { type: 'json_schema' } } }, ['structured_output']],
    [{ text: { format: { type: 'text' } } }, []],
    [{ reasoning: { effort: 'low' } }, ['reasoning']],
    [{ reasoning: { effort: 'none', summary: 'auto' } }, []],
    [{ reasoning: { summary: 'auto' } }, []],
  ])('needs of %j %j', (body, requires) => {
    expect(parse(body).requires).toEqual(requires);
  });

  it('counts images by their size class, wherever they stand', () => {
    const said = (size: number, detail?: string) =>
      parse({ input: [{ role: 'user', content: [image(size, detail)] }] });
    const given = (size: number) => parse({ input: [{ type: 'function_call_output', output: [image(size)] }] });
    expect(said(4).inputTokens).toEqual(said(4_000_000).inputTokens);
    expect(given(4).inputTokens).toEqual(given(4_000_000).inputTokens);
    expect(said(4).inputTokens.atMost - said(4, 'low').inputTokens.atMost).toBeGreaterThan(1000);
  });

  it('is not told that a window is too small by reasoning in cipher', () => {
    const cipher = (size: number) => parse({ input: [{ type: 'reasoning', encrypted_content: 'g'.repeat(size) }] });
    expect(cipher(9).inputTokens.likely).toBe(cipher(90_000).inputTokens.likely);
    expect(cipher(90_000).inputTokens.atMost).toBeGreaterThan(40_000);
  });

  it('is bound to the target that made the response it goes on from', () => {
    expect(parse({ previous_response_id: 'rtr.0123456789abcdef.i..resp_1' }).boundTo).toBe('0123456789abcdef');
    expect(parse({ previous_response_id: 'resp_1' }).boundTo).toBeNull();
  });

  it('is all of what Codex sends', () => {
    expect(parseRequest(codexRequest).requires).toEqual(['tools', 'vision', 'reasoning']);
  });
});
