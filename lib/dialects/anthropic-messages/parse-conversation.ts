import type { Conversation, Effort, OutputFormat, Reasoning, Sampling, TextPart } from '../../exchange/conversation';
import { efforts } from '../../exchange/conversation';
import { RawJson } from '../../exchange/raw-json';
import type { ExchangeRequest } from '../../exchange/request';
import { countOrNull, isObject, numberOrNull, textOrNull } from '../json-values';
import { type RawReader, readRaw } from '../raw-reader';
import { parseCacheMark } from './cache-mark';
import { outputFormatOf } from './parse-request';
import { parseParallel, parseToolChoice, parseTools } from './parse-tools';
import { parseTurns } from './parse-turns';

/** Reads the content of a Messages body. */
export function parseConversation(request: ExchangeRequest): Conversation {
  const body = request.source.value;
  const raw = readRaw(request.source.text, request.source.members);
  const foreign: string[] = [];
  const unread: string[] = Object.keys(body).filter((name) => !readMembers.has(name) && body[name] !== null);
  const system = parseSystem(body.system, foreign, unread);
  const { instructions, turns } = parseTurns(body.messages, raw.member('messages'), foreign);
  if (Array.isArray(body.mcp_servers) && body.mcp_servers.length > 0) foreign.push('mcp_servers');
  return {
    instructions: [...system, ...instructions],
    turns,
    tools: parseTools(body, raw.member('tools'), foreign, unread),
    toolChoice: parseToolChoice(body.tool_choice),
    parallelToolCalls: parseParallel(body.tool_choice),
    output: parseOutput(body, raw, foreign),
    verbosity: null,
    reasoning: parseReasoning(body, unread),
    sampling: parseSampling(body),
    maxOutputTokens: countOrNull(body.max_tokens),
    metadata: null,
    endUser: parseEndUser(body.metadata, unread),
    cache: { key: null, retention: null },
    serviceTier: textOrNull(body.service_tier),
    state: { store: null, previousResponseId: null },
    wantsSignatures: true,
    foreign,
    unread,
  };
}

const readMembers = new Set(
  `model messages system stream max_tokens tools tool_choice thinking output_config output_format temperature top_p top_k
  stop_sequences metadata service_tier mcp_servers`.split(/\s+/),
);

/**
 * Claude Code's first system block names the client and a number that differs with every request. It is written for
 * Anthropic alone, and anywhere else it would spoil the prompt cache from its first line on (field-failures 22).
 */
const attribution = /^x-anthropic-billing-header\s*:/;

function parseSystem(system: unknown, foreign: string[], unread: string[]): TextPart[] {
  if (typeof system === 'string') return system === '' ? [] : [{ type: 'text', text: system, cacheMark: null }];
  if (!Array.isArray(system)) return [];
  return system.flatMap((block: unknown, index): TextPart[] => {
    if (!isObject(block) || block.type !== 'text' || typeof block.text !== 'string') {
      foreign.push(`system[${index}]`);
      return [];
    }
    if (attribution.test(block.text)) {
      unread.push(`system[${index}]`);
      return [];
    }
    return [{ type: 'text', text: block.text, cacheMark: parseCacheMark(block.cache_control) }];
  });
}

function parseOutput(body: Readonly<Record<string, unknown>>, raw: RawReader, foreign: string[]): OutputFormat {
  const format = outputFormatOf(body);
  if (!isObject(format)) return { type: 'text' };
  if (format.type !== 'json_schema') {
    foreign.push(`output_config.format (${String(format.type)})`);
    return { type: 'text' };
  }
  const place = raw.member('output_config')?.member('format') ?? raw.member('output_format');
  return {
    type: 'json-schema',
    name: textOrNull(format.name),
    description: null,
    schema: place?.member('schema')?.json() ?? new RawJson('{}'),
    strict: true,
  };
}

/** `between_tools` leaves it to the model, as `adaptive` does. */
function parseReasoning(body: Readonly<Record<string, unknown>>, unread: string[]): Reasoning {
  const thinking = isObject(body.thinking) ? body.thinking : {};
  const output = isObject(body.output_config) ? body.output_config : {};
  for (const name of Object.keys(output))
    if (name !== 'effort' && name !== 'format') unread.push(`output_config.${name}`);
  const { type, display } = thinking;
  return {
    mode: modes.get(type) ?? null,
    effort: efforts.find((effort): effort is Effort => effort === output.effort) ?? null,
    budgetTokens: type === 'enabled' ? countOrNull(thinking.budget_tokens) : null,
    summary: display === 'omitted' ? 'omitted' : display === 'summarized' ? 'auto' : null,
  };
}

const modes = new Map<unknown, Reasoning['mode']>([
  ['enabled', 'on'],
  ['adaptive', 'adaptive'],
  ['between_tools', 'adaptive'],
  ['disabled', 'off'],
]);

function parseSampling(body: Readonly<Record<string, unknown>>): Sampling {
  const stop = body.stop_sequences;
  return {
    temperature: numberOrNull(body.temperature),
    topP: numberOrNull(body.top_p),
    topK: countOrNull(body.top_k),
    seed: null,
    stop: Array.isArray(stop) ? stop.filter((each) => typeof each === 'string') : [],
    presencePenalty: null,
    frequencyPenalty: null,
    logitBias: null,
    logprobs: false,
    topLogprobs: null,
    choices: 1,
  };
}

function parseEndUser(metadata: unknown, unread: string[]): string | null {
  if (!isObject(metadata)) return null;
  for (const name of Object.keys(metadata)) if (name !== 'user_id') unread.push(`metadata.${name}`);
  return textOrNull(metadata.user_id);
}
