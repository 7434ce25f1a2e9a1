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
