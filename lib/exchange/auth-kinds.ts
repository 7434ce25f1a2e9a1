import type { DialectId } from './dialect-ids';

/** How a provider is shown its key: three headers, one query parameter, one bearer, or not at all. */
export const authKinds = ['bearer', 'x-api-key', 'api-key', 'x-goog-api-key', 'query', 'none'] as const;
export type AuthKind = (typeof authKinds)[number];

/** What holds where a provider says nothing. */
export const authOfDialect: Readonly<Record<DialectId, AuthKind>> = {
  'openai-chat': 'bearer',
  'openai-responses': 'bearer',
  'anthropic-messages': 'x-api-key',
  gemini: 'x-goog-api-key',
};
