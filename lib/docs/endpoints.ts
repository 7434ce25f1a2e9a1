/** Every address of the API as docs and OpenAPI tell it; a test compares it with the addresses that are served. */
export interface Endpoint {
  method: 'get' | 'post';
  path: string;
  summary: string;
  /** What the body must have, and what it may; null where there is none. Everything else passes (API Compatibility). */
  body: { required: readonly string[]; optional: readonly string[] } | null;
  /** Does it answer as a stream when asked to? */
  streams: boolean;
}

const common = ['stream', 'temperature', 'top_p', 'tools', 'tool_choice', 'metadata'];

export const endpoints: readonly Endpoint[] = [
  get('/v1/models', 'The model groups this token may use'),
  get('/v1/models/{id}', 'One of them'),
  get('/v1/token', 'What this token is: its id, caller, project, status, expiry and groups'),
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
    ['model', 'messages', 'max_tokens'],
    [...common, 'system', 'thinking'],
    true,
  ),
  post(
    '/v1/messages/count_tokens',
    'How many tokens a message would come to',
    ['model', 'messages'],
    ['system', 'tools'],
  ),
  post('/v1/embeddings', 'Vectors for texts', ['model', 'input'], ['dimensions', 'encoding_format']),
  get('/v1/capabilities', 'What is carried, bridged, left out or refused between each two dialects'),
];

function get(path: string, summary: string): Endpoint {
  return { method: 'get', path, summary, body: null, streams: false };
}

function post(
  path: string,
  summary: string,
  required: readonly string[],
  optional: readonly string[],
  streams = false,
): Endpoint {
  return { method: 'post', path, summary, body: { required, optional }, streams };
}
