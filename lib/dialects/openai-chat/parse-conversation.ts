import type { Conversation, Effort, OutputFormat, Reasoning, Sampling } from '../../exchange/conversation';
import { efforts } from '../../exchange/conversation';
import { RawJson } from '../../exchange/raw-json';
import type { ExchangeRequest } from '../../exchange/request';
import { countOrNull, isObject, numberOrNull, textOrNull } from '../json-values';
import { type RawReader, readRaw } from '../raw-reader';
import { parseToolChoice, parseTools } from './parse-tools';
import { parseTurns } from './parse-turns';

/** Reads the content of a Chat Completions body. */
export function parseConversation(request: ExchangeRequest): Conversation {
  const body = request.source.value;
  const raw = readRaw(request.source.text, request.source.members);
  const foreign: string[] = [];
  const { instructions, turns } = parseTurns(body.messages, foreign);
  if (Array.isArray(body.modalities) && body.modalities.some((each) => each !== 'text')) foreign.push('modalities');
  return {
    instructions,
    turns,
    tools: parseTools(body, raw, foreign),
    toolChoice: parseToolChoice(body),
    parallelToolCalls: typeof body.parallel_tool_calls === 'boolean' ? body.parallel_tool_calls : null,
    output: parseOutput(body.response_format, raw, foreign),
    verbosity: oneOf(body.verbosity, ['low', 'medium', 'high'] as const),
    reasoning: parseReasoning(body),
    sampling: parseSampling(body, raw),
    maxOutputTokens: countOrNull(body.max_completion_tokens) ?? countOrNull(body.max_tokens),
    metadata: parseMetadata(body.metadata),
    endUser: textOrNull(body.safety_identifier) ?? textOrNull(body.user),
    cache: { key: textOrNull(body.prompt_cache_key), retention: textOrNull(body.prompt_cache_retention) },
    serviceTier: textOrNull(body.service_tier),
    state: { store: typeof body.store === 'boolean' ? body.store : null, previousResponseId: null },
    wantsSignatures: true,
    foreign,
    unread: Object.keys(body).filter((name) => !readMembers.has(name) && body[name] !== null),
  };
}

const readMembers = new Set(
  `model messages stream stream_options tools tool_choice functions function_call parallel_tool_calls response_format
  verbosity reasoning_effort reasoning temperature top_p top_k n stop seed presence_penalty frequency_penalty logit_bias
  logprobs top_logprobs max_tokens max_completion_tokens metadata user safety_identifier prompt_cache_key
  prompt_cache_retention service_tier store modalities web_search_options`.split(/\s+/),
);

function parseOutput(format: unknown, raw: RawReader, foreign: string[]): OutputFormat {
  if (!isObject(format) || format.type === 'text') return { type: 'text' };
  if (format.type === 'json_object') return { type: 'json-object' };
  const wire = isObject(format.json_schema) ? format.json_schema : null;
  const schema = raw.member('response_format')?.member('json_schema')?.member('schema');
  if (format.type !== 'json_schema' || !wire) {
    foreign.push(`response_format (${String(format.type)})`);
    return { type: 'text' };
  }
  return {
    type: 'json-schema',
    name: textOrNull(wire.name),
    description: textOrNull(wire.description),
    schema: schema?.json() ?? new RawJson('{}'),
    strict: typeof wire.strict === 'boolean' ? wire.strict : null,
  };
}

/** `reasoning_effort`, or OpenRouter's `reasoning` object, which several clients send everywhere. */
function parseReasoning(body: Readonly<Record<string, unknown>>): Reasoning {
  const extended = isObject(body.reasoning) ? body.reasoning : {};
  return {
    mode: extended.enabled === false ? 'off' : extended.enabled === true ? 'on' : null,
    effort: oneOf(body.reasoning_effort ?? extended.effort, efforts) as Effort | null,
    budgetTokens: countOrNull(extended.max_tokens),
    summary: null,
  };
}

function parseSampling(body: Readonly<Record<string, unknown>>, raw: RawReader): Sampling {
  const { stop } = body;
  return {
    temperature: numberOrNull(body.temperature),
    topP: numberOrNull(body.top_p),
    topK: countOrNull(body.top_k),
    seed: numberOrNull(body.seed),
    stop:
      typeof stop === 'string' ? [stop] : Array.isArray(stop) ? stop.filter((each) => typeof each === 'string') : [],
    presencePenalty: numberOrNull(body.presence_penalty),
    frequencyPenalty: numberOrNull(body.frequency_penalty),
    logitBias: isObject(body.logit_bias) ? (raw.member('logit_bias')?.json() ?? null) : null,
    logprobs: body.logprobs === true,
    topLogprobs: countOrNull(body.top_logprobs),
    choices: countOrNull(body.n) || 1,
  };
}

function parseMetadata(value: unknown): Record<string, string> | null {
  if (!isObject(value)) return null;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function oneOf<Word extends string>(value: unknown, words: readonly Word[]): Word | null {
  return words.find((word) => word === value) ?? null;
}
