import { dialects } from '../dialects';
import type { DialectId } from '../exchange/dialect-ids';
import { type ExchangeRequest, noHeaders } from '../exchange/request';
import type { Endpoint, ExplainFeature, ExplainFeatures } from './contract';

/** The least request that asks for these features, as a client of that API writes it: for "could it?" without a request. */
export function featuresRequest(asked: ExplainFeatures): ExchangeRequest {
  const { model, stream = false, input_tokens, max_output_tokens } = asked;
  const endpoint = asked.endpoint ?? 'chat/completions';
  const dialect = endpointDialects[endpoint];
  const parse = dialects[dialect].caller?.parseRequest[endpoint];
  if (!parse) throw new Error(`nobody calls ${endpoint} in ${dialect}`);
  const body = { model, stream, ...bodies[endpoint](new Set(asked.features)) };
  const request = parse(JSON.stringify(body), noHeaders);
  return {
    ...request,
    ...(input_tokens === undefined ? {} : { inputTokens: { likely: input_tokens, atMost: input_tokens } }),
    maxOutputTokens: max_output_tokens ?? null,
  };
}

export const endpointDialects: Readonly<Record<Endpoint, DialectId>> = {
  'chat/completions': 'openai-chat',
  responses: 'openai-responses',
  messages: 'anthropic-messages',
};

type Features = ReadonlySet<ExplainFeature>;

const schema = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};
const image = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const file = 'JVBERi0xLjQK';

const bodies: Readonly<Record<Endpoint, (features: Features) => object>> = {
  'chat/completions': (features) => ({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What.' },
          ...when(features.has('images'), { type: 'image_url', image_url: { url: `data:image/png;base64,${image}` } }),
          ...when(features.has('files'), {
            type: 'file',
            file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${file}` },
          }),
        ],
      },
    ],
    ...tools(
      features,
      (name) => ({ type: 'function', function: { name, parameters: schema } }),
      (name) => ({
        type: 'custom',
        custom: { name },
      }),
    ),
    ...(features.has('parallel-tools') ? { parallel_tool_calls: true } : {}),
    ...(features.has('structured-output')
      ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }
      : {}),
    ...(features.has('reasoning') ? { reasoning_effort: 'medium' } : {}),
  }),
  responses: (features) => ({
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What.' },
          ...when(features.has('images'), { type: 'input_image', image_url: `data:image/png;base64,${image}` }),
          ...when(features.has('files'), {
            type: 'input_file',
            filename: 'a.pdf',
            file_data: `data:application/pdf;base64,${file}`,
          }),
        ],
      },
    ],
    ...tools(
      features,
      (name) => ({ type: 'function', name, parameters: schema, strict: false }),
      (name) => ({
        type: 'custom',
        name,
      }),
    ),
    ...(features.has('parallel-tools') ? { parallel_tool_calls: true } : {}),
    ...(features.has('structured-output') ? { text: { format: { type: 'json_schema', name: 'answer', schema } } } : {}),
    ...(features.has('reasoning') ? { reasoning: { effort: 'medium' } } : {}),
  }),
  messages: (features) => ({
    max_tokens: 1_024,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What.' },
          ...when(features.has('images'), {
            type: 'image',
            source: { type: 'base64', media_type: 'image/png', data: image },
          }),
          ...when(features.has('files'), {
            type: 'document',
            source: { type: 'base64', media_type: 'application/pdf', data: file },
          }),
        ],
      },
    ],
    // Messages has no tools with free text: what is asked for there is a tool.
    ...tools(
      features,
      (name) => ({ name, input_schema: schema }),
      (name) => ({ name, input_schema: schema }),
    ),
    ...(features.has('parallel-tools') ? { tool_choice: { type: 'auto', disable_parallel_tool_use: false } } : {}),
    ...(features.has('structured-output') ? { output_config: { format: { type: 'json_schema', schema } } } : {}),
    ...(features.has('reasoning') ? { thinking: { type: 'enabled', budget_tokens: 1_024 } } : {}),
  }),
};

function tools(features: Features, plain: (name: string) => object, free: (name: string) => object): object {
  const count = features.has('parallel-tools') ? 2 : features.has('tools') ? 1 : 0;
  const all = [...['one', 'two'].slice(0, count).map(plain), ...when(features.has('custom-tools'), free('free'))];
  return all.length > 0 ? { tools: all } : {};
}

function when(wanted: boolean, part: object): object[] {
  return wanted ? [part] : [];
}
