import { z } from 'zod';
import { dialects } from '../dialects';
import { isObject, parseJson } from '../dialects/json-values';
import type { ExchangeRequest } from '../exchange/request';
import { Fault, isFault } from '../faults/fault';
import { type Endpoint, type ExplainFeatures, explainEndpoints, explainFeatures } from './contract';
import { endpointDialects, featuresRequest } from './features-request';
import { requestHeaders } from './request-headers';

/** What is to be explained: a request as its API reads it, or the fault that reading it ends in. */
export type Explained = { endpoint: Endpoint; model: string } & (
  | { request: ExchangeRequest; fault: null }
  | { request: null; fault: Fault }
);

/** `asked` is the query's `endpoint`. A body of features alone has `features`, which no API's own body has. */
export function readExplained(text: string, asked: string | null, headers: Headers): Explained {
  const body = parseJson(text);
  if (isObject(body) && 'features' in body) {
    const wanted = readFeatures(body, asked);
    const endpoint = wanted.endpoint ?? 'chat/completions';
    return { endpoint, model: wanted.model, request: featuresRequest(wanted), fault: null };
  }
  const endpoint = asked === null ? endpointOf(body, headers) : readEndpoint(asked);
  const model = isObject(body) && typeof body.model === 'string' ? body.model : '';
  const parse = dialects[endpointDialects[endpoint]].caller?.parseRequest[endpoint];
  if (!parse) throw new Error(`nobody calls ${endpoint}`);
  try {
    return { endpoint, model, request: parse(text, requestHeaders(headers)), fault: null };
  } catch (error) {
    if (isFault(error)) return { endpoint, model, request: null, fault: error };
    throw error;
  }
}

/** Which API a body is for, by what only that one has. */
function endpointOf(body: unknown, headers: Headers): Endpoint {
  if (!isObject(body)) return 'chat/completions';
  if ('input' in body || 'instructions' in body || isObject(body.prompt)) return 'responses';
  const tools = Array.isArray(body.tools) ? body.tools : [];
  const isMessages =
    headers.has('anthropic-version') ||
    onlyInMessages.some((field) => field in body) ||
    (isObject(body.tool_choice) && anthropicChoices.includes(body.tool_choice.type)) ||
    tools.some(isAnthropicTool) ||
    hasAnthropicBlocks(body.messages);
  return isMessages ? 'messages' : 'chat/completions';
}

const onlyInMessages = [
  ...['system', 'thinking', 'stop_sequences', 'mcp_servers', 'container', 'context_management', 'output_config'],
];
const anthropicChoices: readonly unknown[] = ['auto', 'any', 'tool', 'none'];

/** Its own tools have a schema of that name; those that Anthropic runs have a type of theirs and a name beside it. */
function isAnthropicTool(tool: unknown): boolean {
  if (!isObject(tool)) return false;
  return 'input_schema' in tool || ('name' in tool && typeof tool.type === 'string' && /_\d{8}$/.test(tool.type));
}

const anthropicBlocks: readonly unknown[] = ['image', 'document', 'tool_use', 'tool_result', 'thinking'];

function hasAnthropicBlocks(messages: unknown): boolean {
  if (!Array.isArray(messages)) return false;
  return messages.some(
    (message) =>
      isObject(message) &&
      Array.isArray(message.content) &&
      message.content.some((block) => isObject(block) && anthropicBlocks.includes(block.type)),
  );
}

function readEndpoint(asked: string): Endpoint {
  const found = explainEndpoints.find((endpoint) => asked === endpoint || asked === `/v1/${endpoint}`);
  if (found) return found;
  throw new Fault('invalid-request', {
    message: `"endpoint" must be one of ${explainEndpoints.join(', ')}.`,
    param: 'endpoint',
  });
}

const most = 100_000_000;
const count = z.int().min(0).max(most);
const Features = z.strictObject({
  model: z.string().min(1),
  features: z.array(z.enum(explainFeatures)),
  endpoint: z.enum(explainEndpoints).optional(),
  stream: z.boolean().optional(),
  input_tokens: count.optional(),
  max_output_tokens: count.optional(),
});

/** What is expected of each, for whoever sent something else. */
const fields = {
  model: 'the name of a model group',
  features: `a list of these: ${explainFeatures.join(', ')}`,
  endpoint: `one of ${explainEndpoints.join(', ')}`,
  stream: 'true or false',
  input_tokens: `a whole number from 0 to ${most}`,
  max_output_tokens: `a whole number from 0 to ${most}`,
} as const satisfies Record<keyof z.infer<typeof Features>, string>;

function readFeatures(body: Record<string, unknown>, asked: string | null): ExplainFeatures {
  const parsed = Features.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const field = unknown ?? String(issue?.path[0] ?? 'features');
    const expected = fields[field as keyof typeof fields];
    throw new Fault('invalid-request', {
      message: expected
        ? `"${field}" must be ${expected}.`
        : `"${field.slice(0, 64)}" is not known here; beside "features" there may be: ${Object.keys(fields).join(', ')}.`,
      param: field.slice(0, 64),
    });
  }
  // A value that is not there and one that is undefined are the same to whoever reads this.
  const wanted = parsed.data as ExplainFeatures;
  return asked === null ? wanted : { ...wanted, endpoint: readEndpoint(asked) };
}
