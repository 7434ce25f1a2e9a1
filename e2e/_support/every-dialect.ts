import { LLMock } from '@copilotkit/aimock';
import { type DialectId, dialectIds } from '@/lib/exchange/dialect-ids';
import { type Configuration, caller, failover, provider } from './configuration';

/** A group for each dialect, named after it, whose target is a mock of somebody else's that speaks it. */
export function overEveryDialect(mockUrl: string, token: string): Configuration {
  return {
    providers: dialectIds.map((dialect) =>
      provider(dialect, `${mockUrl}${bases[dialect] ?? '/v1'}`, [{ id: 'model', upstream_model: models[dialect] }], {
        dialect,
        api_key: 'sk-test',
      }),
    ),
    groups: dialectIds.map((dialect) => failover(dialect, [`${dialect}/model`])),
    callers: [caller('alice', token, [...dialectIds])],
  };
}

const bases: Partial<Record<DialectId, string>> = { gemini: '/v1beta' };

const models: Record<DialectId, string> = {
  'openai-chat': 'gpt-4o-mini',
  'openai-responses': 'gpt-5.4-mini',
  'anthropic-messages': 'claude-sonnet-5-5',
  gemini: 'gemini-2.5-flash',
};

/** In the words of every dialect: the mock gives each upstream its own. */
export const mockUsage = {
  ...{ prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 },
  ...{ input_tokens: 12, output_tokens: 7 },
  ...{ promptTokenCount: 12, candidatesTokenCount: 7, totalTokenCount: 19 },
};

/** A mock of somebody else's that knows a few words: hello, think, weather (two calls, and then their results), look, extract. */
export function scriptedMock(): LLMock {
  const mock = new LLMock({ port: 0, chunkSize: 5 });
  mock.on({ hasToolResult: true }, { content: 'It is sunny in Zürich.', usage: mockUsage });
  mock.onMessage('hello', { content: 'Hi there, how are you today? 😀', usage: mockUsage });
  mock.onMessage('think', { content: 'Four.', reasoning: 'Two and two.', reasoningSignature: 'c2lnbmVk' });
  mock.onMessage('weather', {
    toolCalls: [
      { name: 'get_weather', arguments: '{"city":"Zürich"}' },
      { name: 'get_weather', arguments: '{"city":"Bern"}' },
    ],
  });
  mock.onMessage('look', { content: 'One pixel.' });
  mock.onMessage('extract', { content: '{"city":"Bern"}' });
  return mock;
}
