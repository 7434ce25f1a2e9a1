/** For each dialect of providers, how the two streams that are recorded are asked for: a text, and two tools called at once. */
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const words = {
  text: 'Greet Zürich in three words.',
  tools: 'What is the weather in Zürich and in Bern? Ask for both at once.',
};
const bearer = (key) => ({ authorization: `Bearer ${key}` });

export const recordings = {
  'openai-chat': {
    model: 'gpt-5.4-mini',
    ask: (kind, model, key) => ({
      path: '/chat/completions',
      headers: bearer(key),
      body: {
        model,
        stream: true,
        stream_options: { include_usage: true },
        messages: [{ role: 'user', content: words[kind] }],
        ...(kind === 'tools'
          ? { tools: [{ type: 'function', function: { name: 'get_weather', parameters: schema } }] }
          : {}),
      },
    }),
  },
  'openai-responses': {
    model: 'gpt-5.4-mini',
    ask: (kind, model, key) => ({
      path: '/responses',
      headers: bearer(key),
      body: {
        model,
        stream: true,
        store: false,
        input: words[kind],
        ...(kind === 'tools'
          ? { tools: [{ type: 'function', name: 'get_weather', parameters: schema, strict: false }] }
          : {}),
      },
    }),
  },
  'anthropic-messages': {
    model: 'claude-sonnet-5-5',
    ask: (kind, model, key) => ({
      path: '/messages',
      headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      body: {
        model,
        stream: true,
        max_tokens: 1000,
        messages: [{ role: 'user', content: words[kind] }],
        ...(kind === 'tools' ? { tools: [{ name: 'get_weather', input_schema: schema }] } : {}),
      },
    }),
  },
  gemini: {
    model: 'gemini-2.5-flash',
    ask: (kind, model, key) => ({
      path: `/models/${model}:streamGenerateContent?alt=sse`,
      headers: { 'x-goog-api-key': key },
      body: {
        contents: [{ role: 'user', parts: [{ text: words[kind] }] }],
        ...(kind === 'tools'
          ? { tools: [{ functionDeclarations: [{ name: 'get_weather', parameters: schema }] }] }
          : {}),
      },
    }),
  },
};
