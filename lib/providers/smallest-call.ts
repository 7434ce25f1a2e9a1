import type { Quirk } from '../exchange/quirks';
import type { Place } from './address';

/** The least that a model can be asked, for a place that lists none: a path below the base URL, and a body. */
export function smallestCall(
  { dialect, quirks }: Pick<Place, 'dialect'> & { quirks: ReadonlySet<Quirk> },
  model: string,
): { path: string; body: string } {
  switch (dialect) {
    case 'openai-chat': {
      const most = quirks.has('max-tokens') ? { max_tokens: 1 } : { max_completion_tokens: 16 };
      return {
        path: '/chat/completions',
        body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...most }),
      };
    }
    case 'openai-responses':
      // 16 is the least it takes.
      return { path: '/responses', body: JSON.stringify({ model, input: 'Hi', max_output_tokens: 16, store: false }) };
    case 'anthropic-messages':
      return {
        path: '/messages',
        body: JSON.stringify({ model, max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] }),
      };
    case 'gemini': {
      const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
      return {
        path: `/models/${encodeURIComponent(model)}:generateContent`,
        body: JSON.stringify({ contents, generationConfig: { maxOutputTokens: 1 } }),
      };
    }
  }
}
