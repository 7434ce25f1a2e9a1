/** Every address of the API as docs and OpenAPI tell it; a test compares it with the addresses that are served. */
export interface Endpoint {
  method: 'get' | 'post';
  path: string;
  summary: string;
  /** What the query may say, in words. */
  query: Readonly<Record<string, string>>;
  /** What the body must have, and what it may; null where there is none. Everything else passes (API Compatibility). */
  body: { required: readonly string[]; optional: readonly string[] } | null;
  /** Does it answer as a stream when asked to? */
  streams: boolean;
}

const common = ['stream', 'temperature', 'top_p', 'tools', 'tool_choice', 'metadata'];
const span = {
  from: 'A date or a moment with its zone; thirty days before the end when left out',
  to: 'The same, exclusive; now when left out',
};
const page = {
  limit: 'How many at most, 1 to 100; 20 when left out',
  after: 'The cursor of a request: the list goes on behind it',
};

export const endpoints: readonly Endpoint[] = [
  get('/v1/models', 'The model groups this token may use'),
  get('/v1/models/{id}', 'One of them'),
  get('/v1/token', 'What this token is: its id, caller, status and expiry, and what each of its groups can do now'),
  post('/v1/chat/completions', 'OpenAI’s Chat Completions', ['model', 'messages'], common, true),
  post(
    '/v1/responses',
    'OpenAI’s Responses',
    ['model', 'input'],
    [...common, 'instructions', 'reasoning', 'text'],
    true,
  ),
  post(
    '/v1/messages',
    'Anthropic’s Messages',
    ['model', 'messages'],
    ['max_tokens', ...common, 'system', 'thinking'],
    true,
  ),
  post(
    '/v1/messages/count_tokens',
    'How many tokens a message would come to',
    ['model', 'messages'],
    ['system', 'tools'],
  ),
  post('/v1/embeddings', 'Vectors for texts', ['model', 'input'], ['dimensions', 'encoding_format']),
  get('/v1/usage', 'What this token has used, by day and group', span),
  get('/v1/requests', 'This token’s own requests, newest first', page),
  get('/v1/requests/{id}', 'One of them, by its x-request-id'),
  {
    ...post('/v1/route/explain', 'What a request would come to; nothing is sent', ['model'], ['features', 'messages']),
    query: { endpoint: 'chat/completions, responses or messages; told by the body’s shape when left out' },
  },
  get('/v1/capabilities', 'What is carried, bridged, left out or refused between each two dialects'),
];

function get(path: string, summary: string, query: Endpoint['query'] = {}): Endpoint {
  return { method: 'get', path, summary, query, body: null, streams: false };
}

function post(
  path: string,
  summary: string,
  required: readonly string[],
  optional: readonly string[],
  streams = false,
): Endpoint {
  return { method: 'post', path, summary, query: {}, body: { required, optional }, streams };
}
