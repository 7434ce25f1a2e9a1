import { dialects } from '../dialects';
import type { DialectId } from '../exchange/dialect-ids';
import { type ExchangeRequest, noHeaders, type OperationId } from '../exchange/request';
import type { ModelGroup } from '../snapshot/snapshot';
import type { ClientId } from './contract';

/**
 * The requests of the programs that most callers use, as far as it decides who can carry them: every kind of tool, message and
 * field that they were seen to send (Codex 0.169, Claude Code 2.1.197; `npm run compat` compares), and how large they are.
 * Their words are none of theirs: what a tool says it does makes no difference here.
 */
export function clientRequest(client: ClientId, group: ModelGroup): ExchangeRequest {
  const reasons = reasonsAlways(group);
  const key = `${client} ${reasons}`;
  const known = requests.get(key);
  if (known) return known;
  const request = readShape(client, reasons);
  requests.set(key, request);
  return request;
}

/** Read once: which group is named makes no difference to what it must carry. */
const requests = new Map<string, ExchangeRequest>();

function readShape(client: ClientId, reasons: boolean): ExchangeRequest {
  const { dialect, operation, betas, inputTokens, body } = shapes[client];
  const parse = dialects[dialect].caller?.parseRequest[operation];
  if (!parse) throw new Error(`nobody calls ${operation} in ${dialect}`);
  const headers = { ...noHeaders, anthropicBetas: betas ?? [] };
  const request = parse(JSON.stringify({ model: 'any', ...body(reasons) }), headers);
  return { ...request, inputTokens: { likely: inputTokens, atMost: inputTokens * 2 } };
}

interface Shape {
  dialect: DialectId;
  operation: OperationId;
  betas?: readonly string[];
  /** What the first request of a session comes to. */
  inputTokens: number;
  /** `reasons`: does the catalogue promise that the group does? */
  body(reasons: boolean): object;
}

const schema = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};

export const shapes: Readonly<Record<ClientId, Shape>> = {
  codex: {
    dialect: 'openai-responses',
    operation: 'responses',
    inputTokens: 6_500,
    body: (reasons) => ({
      stream: true,
      store: false,
      instructions: 'Work.',
      input: [
        { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Where.' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'What.' }] },
      ],
      tools: [
        { type: 'function', name: 'exec_command', strict: false, parameters: schema },
        { type: 'custom', name: 'apply_patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: /.+/' } },
        {
          type: 'namespace',
          name: 'agents',
          description: 'Others.',
          tools: [{ type: 'function', name: 'ask', strict: false, parameters: schema }],
        },
        { type: 'web_search', external_web_access: true },
      ],
      tool_choice: 'auto',
      parallel_tool_calls: true,
      // It asks for an effort where the catalogue promises one (codex-catalogue.ts).
      reasoning: reasons ? { effort: 'medium', summary: 'auto' } : { summary: 'auto' },
      include: ['reasoning.encrypted_content'],
      prompt_cache_key: '0',
      client_metadata: { session: '0' },
    }),
  },
  'claude-code': {
    dialect: 'anthropic-messages',
    operation: 'messages',
    betas: ['claude-code-20250219', 'interleaved-thinking-2025-05-14', 'context-management-2025-06-27'],
    inputTokens: 19_500,
    body: () => ({
      stream: true,
      max_tokens: 32_000,
      system: [
        { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1;' },
        { type: 'text', text: 'Work.', cache_control: { type: 'ephemeral' } },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'What.', cache_control: { type: 'ephemeral' } }] },
        { role: 'system', content: 'Where.' },
      ],
      tools: [{ name: 'Bash', description: 'Runs.', input_schema: schema }],
      metadata: { user_id: '0' },
      thinking: { type: 'adaptive' },
      context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
      output_config: { effort: 'high' },
    }),
  },
  'openai-sdk': {
    dialect: 'openai-chat',
    operation: 'chat/completions',
    inputTokens: 100,
    body: () => ({
      stream: true,
      messages: [
        { role: 'system', content: 'How.' },
        { role: 'user', content: 'What.' },
      ],
    }),
  },
  'anthropic-sdk': {
    dialect: 'anthropic-messages',
    operation: 'messages',
    inputTokens: 100,
    body: () => ({
      stream: true,
      max_tokens: 1_024,
      system: 'How.',
      messages: [{ role: 'user', content: 'What.' }],
    }),
  },
};

function reasonsAlways({ targets }: ModelGroup): boolean {
  const enabled = targets.filter((target) => target.enabled);
  return enabled.length > 0 && enabled.every(({ model }) => model.capabilities.reasoning === true);
}
