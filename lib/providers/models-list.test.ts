import { describe, expect, it } from 'vitest';
import { modelsPath, parseModels } from './models-list';

const nothing = { title: null, contextTokens: null, maxOutputTokens: null, price: null };

describe('a provider’s list of models', () => {
  it('is OpenAI’s, with what compatible places add', () => {
    const openrouter = {
      id: 'anthropic/claude',
      name: 'Claude',
      context_length: 200000,
      pricing: { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.0000003' },
      top_provider: { max_completion_tokens: 64000 },
    };
    const data = [
      { id: 'gpt-4o', object: 'model' },
      openrouter,
      { id: 'qwen', max_model_len: 32768 },
      { object: 'x' },
      7,
    ];
    expect(parseModels('openai-chat', JSON.stringify({ object: 'list', data }))).toEqual({
      models: [
        { ...nothing, id: 'gpt-4o' },
        {
          id: 'anthropic/claude',
          title: 'Claude',
          contextTokens: 200000,
          maxOutputTokens: 64000,
          price: { input: 3, cachedInput: 0.3, output: 15 },
        },
        { ...nothing, id: 'qwen', contextTokens: 32768 },
      ],
      next: null,
    });
  });

  it('has a price only where that is one', () => {
    const data = [
      { id: 'auto', pricing: { prompt: '-1', completion: '-1' } },
      { id: 'b', pricing: { prompt: 'x' } },
    ];
    expect(parseModels('openai-chat', JSON.stringify({ data })).models?.map(({ price }) => price)).toEqual([
      null,
      null,
    ]);
  });

  it('is Anthropic’s, page by page', () => {
    const data = [
      { type: 'model', id: 'claude-x', display_name: 'Claude X', max_input_tokens: 200000, max_tokens: 64000 },
    ];
    const page = parseModels('anthropic-messages', JSON.stringify({ data, has_more: true, last_id: 'claude-x' }));
    expect(page.models).toEqual([
      { ...nothing, id: 'claude-x', title: 'Claude X', contextTokens: 200000, maxOutputTokens: 64000 },
    ]);
    expect(modelsPath('anthropic-messages', page.next)).toBe('/models?after_id=claude-x&limit=1000');
    expect(parseModels('anthropic-messages', JSON.stringify({ data, has_more: false, last_id: 'a' })).next).toBeNull();
  });

  it('is Google’s, without what generates nothing', () => {
    const models = [
      { name: 'models/gemini-x', displayName: 'Gemini X', inputTokenLimit: 1048576, outputTokenLimit: 65536 },
      { name: 'models/embed', supportedGenerationMethods: ['embedContent'] },
    ];
    const page = parseModels('gemini', JSON.stringify({ models, nextPageToken: 'n&1' }));
    expect(page.models?.map(({ id, contextTokens }) => [id, contextTokens])).toEqual([['gemini-x', 1048576]]);
    expect(modelsPath('gemini', page.next)).toBe('/models?pageToken=n%261&pageSize=1000');
  });

  it('is nothing where it is none', () => {
    for (const text of ['', '<html>', '{}', '"x"', '{"data":{}}']) {
      expect(parseModels('openai-chat', text)).toEqual({ models: null, next: null });
    }
    expect(modelsPath('openai-responses', null)).toBe('/models');
  });
});
