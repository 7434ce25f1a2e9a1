import type { DialectId } from '../../exchange/dialect-ids';
import type { Feature } from '../../exchange/features';

type Sample = Record<string, unknown>;
type CallerId = Exclude<DialectId, 'gemini'>;

const png = 'iVBORw0KGgoMARKED';
const pdf = 'JVBERi0xMARKED';
const marker = 'rtr.0123456789abcdef';
const schema = { type: 'object', properties: { marked: { type: 'string' } } };

/** For each dialect of callers, a request that uses one feature (and what that cannot be without). */
export const samples: Record<CallerId, Partial<Record<Feature, Sample>>> = {
  'openai-chat': chatSamples(),
  'openai-responses': responsesSamples(),
  'anthropic-messages': messagesSamples(),
};

/** What is to be found in the body that a target is sent when the feature is carried or bridged; a list has one for each target. */
export const marks: Partial<Record<Feature, string | Partial<Record<DialectId, string>>>> = {
  'mid-instructions': 'marked-instruction',
  'participant-names': '"name":"marked"',
  'image-base64': png,
  'image-url': 'https://a.example/marked.png',
  'image-detail': '"detail":"low"',
  'image-in-tool-result': png,
  'file-base64': pdf,
  'file-url': 'https://a.example/marked.pdf',
  'file-text': 'marked document',
  'file-in-tool-result': pdf,
  'audio-input': 'UklGRMARKED',
  tools: 'marked_tool',
  'tool-schema-strict': '"strict":true',
  'tool-error': { 'anthropic-messages': '"is_error":true', gemini: '"error":"marked failure"', 'openai-chat': 'Error: marked failure', 'openai-responses': 'Error: marked failure' },
  'parallel-tool-calls': { 'anthropic-messages': '"disable_parallel_tool_use":true', 'openai-chat': '"parallel_tool_calls":false', 'openai-responses': '"parallel_tool_calls":false' },
  'tool-choice': { 'anthropic-messages': '"type":"any"', gemini: '"mode":"ANY"', 'openai-chat': '"tool_choice":"required"', 'openai-responses': '"tool_choice":"required"' },
  'tool-choice-allowed': 'marked_tool',
  'custom-tools': 'marked_custom',
  'namespace-tools': { 'openai-responses': '"name":"marked_space"', 'openai-chat': 'marked_space__inner', 'anthropic-messages': 'marked_space__inner', gemini: 'marked_space__inner' },
  'json-object': { gemini: '"responseMimeType":"application/json"', 'openai-chat': '"json_object"', 'openai-responses': '"json_object"' },
  'json-schema': '"marked":{"type":"string"}',
  verbosity: '"verbosity":"low"',
  'reasoning-effort': { 'anthropic-messages': '"effort":"high"', gemini: '"thinkingBudget":16384', 'openai-chat': '"reasoning_effort":"high"', 'openai-responses': '"effort":"high"' },
  'reasoning-budget': { gemini: '"thinkingBudget":9000', 'openai-chat': '"reasoning_effort":"high"', 'openai-responses': '"effort":"high"' },
  'reasoning-summary': { gemini: '"includeThoughts"', 'openai-responses': '"summary"' },
  'refusal-history': 'marked refusal',
  temperature: '0.321',
  'top-p': '0.654',
  'top-k': '37',
  stop: 'marked-stop',
  seed: '424242',
  penalties: '0.123',
  'logit-bias': '"50256":-100',
  logprobs: { gemini: '"responseLogprobs":true,"logprobs":4', 'openai-chat': '"top_logprobs":4', 'openai-responses': '"top_logprobs":4', 'anthropic-messages': '"top_logprobs":4' },
  'cache-marks': '"cache_control":{"type":"ephemeral"',
  'cache-key': 'marked-key',
  prefill: 'marked beginning',
  metadata: 'marked-value',
  'end-user': 'marked-user',
  'service-tier': { 'openai-chat': '"service_tier"', 'openai-responses': '"service_tier"', 'anthropic-messages': '"service_tier"' },
  citations: '"citations":{"enabled":true}',
  'reasoning-text': 'marked thought',
};

function chatSamples(): Partial<Record<Feature, Sample>> {
  const user = { role: 'user', content: 'hello' };
  const says = (...content: Sample[]) => ({ messages: [{ role: 'user', content }] });
  const tool = (more: Sample = {}) => ({ type: 'function', function: { name: 'marked_tool', parameters: schema, ...more } });
  const custom = { type: 'custom', custom: { name: 'marked_custom', description: 'x' } };
  const called = [user, { role: 'assistant', content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'marked_tool', arguments: '{}' } }] }];
  const result = (content: unknown) => ({ messages: [...called, { role: 'tool', tool_call_id: 'c1', content }] });
  const image = (url: string, more: Sample = {}) => ({ type: 'image_url', image_url: { url, ...more } });
  const thought = (detail: Sample) => ({ messages: [user, { role: 'assistant', content: 'x', reasoning_details: [detail] }, user] });
  return {
    'mid-instructions': { messages: [user, { role: 'system', content: 'marked-instruction' }, user] },
    'participant-names': { messages: [{ ...user, name: 'marked' }] },
    'image-base64': says(image(`data:image/png;base64,${png}`)),
    'image-url': says(image('https://a.example/marked.png')),
    'image-detail': says(image(`data:image/png;base64,${png}`, { detail: 'low' })),
    'image-in-tool-result': result([image(`data:image/png;base64,${png}`)]),
    'file-base64': says({ type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdf}` } }),
    'uploaded-file': says({ type: 'file', file: { file_id: 'file-1' } }),
    'audio-input': says({ type: 'input_audio', input_audio: { format: 'wav', data: 'UklGRMARKED' } }),
    tools: { messages: [user], tools: [tool()] },
    'tool-schema-strict': { messages: [user], tools: [tool({ strict: true })] },
    'parallel-tool-calls': { messages: [user], tools: [tool()], parallel_tool_calls: false },
    'tool-choice': { messages: [user], tools: [tool()], tool_choice: 'required' },
    'tool-choice-allowed': { messages: [user], tools: [tool()], tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'marked_tool' } }] } } },
    'custom-tools': { messages: [user], tools: [custom] },
    'hosted-tools': { messages: [user], web_search_options: {} },
    'json-object': { messages: [user], response_format: { type: 'json_object' } },
    'json-schema': { messages: [user], response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } },
    verbosity: { messages: [user], verbosity: 'low' },
    'reasoning-effort': { messages: [user], reasoning_effort: 'high' },
    'reasoning-text': { messages: [user, { role: 'assistant', content: 'x', reasoning_content: 'marked thought' }, user] },
    'reasoning-signature': thought({ type: 'reasoning.text', text: 'hm', signature: `${marker}.s..signed` }),
    'refusal-history': { messages: [user, { role: 'assistant', content: null, refusal: 'marked refusal' }, user] },
    temperature: { messages: [user], temperature: 0.321 },
    'top-p': { messages: [user], top_p: 0.654 },
    'top-k': { messages: [user], top_k: 37 },
    stop: { messages: [user], stop: 'marked-stop' },
    seed: { messages: [user], seed: 424242 },
    penalties: { messages: [user], presence_penalty: 0.123 },
    'logit-bias': { messages: [user], logit_bias: { 50256: -100 } },
    logprobs: { messages: [user], logprobs: true, top_logprobs: 4 },
    'several-choices': { messages: [user], n: 2 },
    prefill: { messages: [user, { role: 'assistant', content: 'marked beginning' }] },
    'cache-marks': says({ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } }),
    'cache-key': { messages: [user], prompt_cache_key: 'marked-key' },
    metadata: { messages: [user], metadata: { a: 'marked-value' } },
    'end-user': { messages: [user], user: 'marked-user' },
    'service-tier': { messages: [user], service_tier: 'flex' },
    store: { messages: [user], store: true },
    'foreign-content': says({ type: 'video_url', video_url: { url: 'x' } }),
    'other-fields': { messages: [user], prediction: { type: 'content' } },
  };
}

function responsesSamples(): Partial<Record<Feature, Sample>> {
  const user = { role: 'user', content: 'hello' };
  const says = (...content: Sample[]) => ({ input: [{ role: 'user', content }] });
  const tool = (more: Sample = {}) => ({ type: 'function', name: 'marked_tool', parameters: schema, strict: false, ...more });
  const call = { type: 'function_call', call_id: 'c1', name: 'marked_tool', arguments: '{}' };
  const result = (output: unknown) => ({ input: [user, call, { type: 'function_call_output', call_id: 'c1', output }] });
  const said = (content: Sample) => ({ input: [user, { type: 'message', role: 'assistant', content: [content] }, user] });
  const thought = (item: Sample) => ({ input: [user, { type: 'reasoning', summary: [], ...item }, { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'x' }] }, user] });
  return {
    'mid-instructions': { input: [user, { role: 'developer', content: 'marked-instruction' }, user] },
    'image-base64': says({ type: 'input_image', image_url: `data:image/png;base64,${png}` }),
    'image-url': says({ type: 'input_image', image_url: 'https://a.example/marked.png' }),
    'image-detail': says({ type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'low' }),
    'image-in-tool-result': result([{ type: 'input_image', image_url: `data:image/png;base64,${png}` }]),
    'file-base64': says({ type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdf}` }),
    'file-url': says({ type: 'input_file', file_url: 'https://a.example/marked.pdf' }),
    'file-in-tool-result': result([{ type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdf}` }]),
    'uploaded-file': says({ type: 'input_file', file_id: 'file-1' }),
    'audio-input': says({ type: 'input_audio', input_audio: { format: 'wav', data: 'UklGRMARKED' } }),
    tools: { input: 'x', tools: [tool()] },
    'tool-schema-strict': { input: 'x', tools: [tool({ strict: true })] },
    'parallel-tool-calls': { input: 'x', tools: [tool()], parallel_tool_calls: false },
    'tool-choice': { input: 'x', tools: [tool()], tool_choice: 'required' },
    'tool-choice-allowed': { input: 'x', tools: [tool()], tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'marked_tool' }] } },
    'custom-tools': { input: 'x', tools: [{ type: 'custom', name: 'marked_custom', description: 'x' }] },
    'namespace-tools': { input: 'x', tools: [{ type: 'namespace', name: 'marked_space', description: 'x', tools: [{ ...tool(), name: 'inner' }] }] },
    'hosted-tools': { input: 'x', tools: [{ type: 'web_search' }] },
    'optional-hosted-tools': { input: 'x', tools: [tool(), { type: 'web_search' }] },
    'json-object': { input: 'x', text: { format: { type: 'json_object' } } },
    'json-schema': { input: 'x', text: { format: { type: 'json_schema', name: 'a', schema } } },
    verbosity: { input: 'x', text: { verbosity: 'low' } },
    'reasoning-effort': { input: 'x', reasoning: { effort: 'high' } },
    'reasoning-summary': { input: 'x', reasoning: { summary: 'auto' } },
    'reasoning-text': thought({ summary: [{ type: 'summary_text', text: 'marked thought' }] }),
    'reasoning-signature': thought({ encrypted_content: `${marker}.e..secret` }),
    'refusal-history': said({ type: 'refusal', refusal: 'marked refusal' }),
    temperature: { input: 'x', temperature: 0.321 },
    'top-p': { input: 'x', top_p: 0.654 },
    logprobs: { input: 'x', include: ['message.output_text.logprobs'], top_logprobs: 4 },
    prefill: { input: [user, { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'marked beginning' }] }] },
    'cache-key': { input: 'x', prompt_cache_key: 'marked-key' },
    metadata: { input: 'x', metadata: { a: 'marked-value' } },
    'end-user': { input: 'x', safety_identifier: 'marked-user' },
    'service-tier': { input: 'x', service_tier: 'flex' },
    store: { input: 'x', store: true },
    'stored-state': { input: 'x', previous_response_id: 'resp_1' },
    'foreign-content': { input: [{ type: 'computer_call', id: 'x' }] },
    'other-fields': { input: 'x', client_metadata: { a: 'b' } },
  };
}

function messagesSamples(): Partial<Record<Feature, Sample>> {
  const user = { role: 'user', content: 'hello' };
  const says = (...content: Sample[]) => ({ messages: [{ role: 'user', content }] });
  const tool = (more: Sample = {}) => ({ name: 'marked_tool', input_schema: schema, ...more });
  const use = { type: 'tool_use', id: 'toolu_1', name: 'marked_tool', input: {} };
  const result = (content: unknown, more: Sample = {}) => ({
    messages: [user, { role: 'assistant', content: [use] }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content, ...more }] }],
  });
  const base64 = (media_type: string, data: string) => ({ type: 'base64', media_type, data });
  const thought = (block: Sample) => ({ messages: [user, { role: 'assistant', content: [block, { type: 'text', text: 'x' }] }, user] });
  const image = { type: 'image', source: base64('image/png', png) };
  const document = { type: 'document', source: base64('application/pdf', pdf) };
  return {
    'mid-instructions': { messages: [user, { role: 'system', content: 'marked-instruction' }, user] },
    'image-base64': says(image),
    'image-url': says({ type: 'image', source: { type: 'url', url: 'https://a.example/marked.png' } }),
    'image-in-tool-result': result([image]),
    'file-base64': says(document),
    'file-url': says({ type: 'document', source: { type: 'url', url: 'https://a.example/marked.pdf' } }),
    'file-text': says({ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'marked document' } }),
    'file-in-tool-result': result([document]),
    'uploaded-file': says({ type: 'image', source: { type: 'file', file_id: 'file_1' } }),
    tools: { messages: [user], tools: [tool()] },
    'tool-schema-strict': { messages: [user], tools: [tool({ strict: true })] },
    'tool-error': result('marked failure', { is_error: true }),
    'parallel-tool-calls': { messages: [user], tools: [tool()], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    'tool-choice': { messages: [user], tools: [tool()], tool_choice: { type: 'any' } },
    'hosted-tools': { messages: [user], tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    'optional-hosted-tools': { messages: [user], tools: [tool(), { type: 'web_search_20250305', name: 'web_search' }] },
    'json-schema': { messages: [user], output_config: { format: { type: 'json_schema', schema } } },
    'reasoning-effort': { messages: [user], thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
    'reasoning-budget': { messages: [user], thinking: { type: 'enabled', budget_tokens: 9000 } },
    'reasoning-summary': { messages: [user], thinking: { type: 'adaptive', display: 'summarized' } },
    'reasoning-text': thought({ type: 'thinking', thinking: 'marked thought', signature: '' }),
    'reasoning-signature': thought({ type: 'thinking', thinking: 'hm', signature: `${marker}.s..signed` }),
    temperature: { messages: [user], temperature: 0.321 },
    'top-p': { messages: [user], top_p: 0.654 },
    'top-k': { messages: [user], top_k: 37 },
    stop: { messages: [user], stop_sequences: ['marked-stop'] },
    prefill: { messages: [user, { role: 'assistant', content: 'marked beginning' }] },
    'cache-marks': says({ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } }),
    'end-user': { messages: [user], metadata: { user_id: 'marked-user' } },
    'service-tier': { messages: [user], service_tier: 'auto' },
    citations: says({ ...document, citations: { enabled: true } }),
    'foreign-content': { messages: [user], mcp_servers: [{ type: 'url', url: 'https://a.example', name: 'a' }] },
    'other-fields': { messages: [user], context_management: { edits: [] } },
  };
}
