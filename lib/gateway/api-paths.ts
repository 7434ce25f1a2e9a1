/** Every address the API answers, for advice and for the tests that walk them. Routes themselves are files under app/v1. */
export const apiPaths = [
  '/v1/models',
  '/v1/models/{id}',
  '/v1/token',
  '/v1/chat/completions',
  '/v1/responses',
  '/v1/messages',
  '/v1/messages/count_tokens',
  '/v1/embeddings',
  '/v1/capabilities',
  '/v1/usage',
  '/v1/requests',
  '/v1/requests/{id}',
  '/v1/route/explain',
] as const;

/** First segments that only a wrong base URL leads to: the API's own, without /v1. */
export const baseless = [
  'models',
  'token',
  'chat',
  'embeddings',
  'responses',
  'messages',
  'completions',
  'usage',
  'requests',
] as const;

/** What an Anthropic client may have at the end of its base URL: the same addresses are under it. */
export const anthropicBase = '/anthropic';
