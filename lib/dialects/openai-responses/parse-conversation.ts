import {
  type Conversation,
  efforts,
  type OutputFormat,
  type Reasoning,
  type Sampling,
} from '../../exchange/conversation';
import { RawJson } from '../../exchange/raw-json';
import type { ExchangeRequest } from '../../exchange/request';
import { countOrNull, isObject, numberOrNull, textOrNull } from '../json-values';
import { readId } from '../provenance';
import { type RawReader, readRaw } from '../raw-reader';
import { type Notes, openNotes } from './notes';
import { parseItems } from './parse-items';
import { parseToolChoice, parseTools } from './parse-tools';

/** Reads the content of a Responses body. */
export function parseConversation(request: ExchangeRequest): Conversation {
  const body = request.source.value;
  const raw = readRaw(request.source.text, request.source.members);
  const notes = openNotes();
  const items = parseItems(body.input, raw.member('input'), notes);
  const instructions = textOrNull(body.instructions);
  const conversation = {
    instructions: [
      ...(instructions === null ? [] : [{ type: 'text' as const, text: instructions, cacheMark: null }]),
      ...items.instructions,
    ],
    turns: items.turns,
    tools: parseTools(body, raw, notes),
    toolChoice: parseToolChoice(body),
    parallelToolCalls: typeof body.parallel_tool_calls === 'boolean' ? body.parallel_tool_calls : null,
    ...parseText(body.text, raw, notes),
    reasoning: parseReasoning(body.reasoning, notes),
    sampling: parseSampling(body),
    maxOutputTokens: countOrNull(body.max_output_tokens),
    metadata: parseMetadata(body.metadata, notes),
    endUser: textOrNull(body.safety_identifier) ?? textOrNull(body.user),
    cache: { key: textOrNull(body.prompt_cache_key), retention: textOrNull(body.prompt_cache_retention) },
    // `auto` is what is meant where nothing is said.
    serviceTier: body.service_tier === 'auto' ? null : textOrNull(body.service_tier),
    state: {
      store: typeof body.store === 'boolean' ? body.store : null,
      previousResponseId: typeof body.previous_response_id === 'string' ? readId(body.previous_response_id).id : null,
    },
    wantsSignatures: wantsSignatures(body),
  };
  noteMembers(body, notes);
  return { ...conversation, ...notes.all() };
}

export function wantsSignatures(body: Readonly<Record<string, unknown>>): boolean {
  return includes(body, 'reasoning.encrypted_content');
}

function includes({ include }: Readonly<Record<string, unknown>>, name: string): boolean {
  return Array.isArray(include) && include.includes(name);
}

/** What stays with its own dialect. */
function noteMembers(body: Readonly<Record<string, unknown>>, notes: Notes): void {
  if (body.background === true) notes.foreign('background');
  for (const name of ['conversation', 'prompt'])
    if (body[name] !== undefined && body[name] !== null) notes.foreign(name);
  if (body.instructions !== undefined && body.instructions !== null && typeof body.instructions !== 'string')
    notes.foreign('instructions');
  // `disabled` is the default, and what every other dialect does.
  if (textOrNull(body.truncation) !== null && body.truncation !== 'disabled') notes.unread('truncation');
  if (Array.isArray(body.include))
    for (const name of body.include) if (!readIncludes.has(name)) notes.unread(`include (${String(name)})`);
  notes.rest(body, readMembers, '');
}

const readMembers = new Set(
  `model input instructions tools tool_choice parallel_tool_calls text reasoning max_output_tokens temperature top_p
  top_logprobs include metadata safety_identifier user prompt_cache_key prompt_cache_retention service_tier store
  previous_response_id background conversation prompt truncation stream stream_options`.split(/\s+/),
);

const readIncludes: ReadonlySet<unknown> = new Set(['reasoning.encrypted_content', 'message.output_text.logprobs']);

function parseText(text: unknown, raw: RawReader, notes: Notes): Pick<Conversation, 'output' | 'verbosity'> {
  if (!isObject(text)) return { output: { type: 'text' }, verbosity: null };
  const verbosity = oneOf(text.verbosity, ['low', 'medium', 'high'] as const);
  if (verbosity === null && textOrNull(text.verbosity) !== null) notes.unread('text.verbosity');
  notes.rest(text, new Set(['format', 'verbosity']), 'text.');
  return { output: parseFormat(text.format, raw.member('text')?.member('format'), notes), verbosity };
}

function parseFormat(format: unknown, raw: RawReader | undefined, notes: Notes): OutputFormat {
  if (!isObject(format) || format.type === 'text') return { type: 'text' };
  if (format.type === 'json_object') return { type: 'json-object' };
  if (format.type !== 'json_schema') {
    notes.foreign(`text.format (${String(format.type)})`);
    return { type: 'text' };
  }
  return {
    type: 'json-schema',
    name: textOrNull(format.name),
    description: textOrNull(format.description),
    schema: raw?.member('schema')?.json() ?? new RawJson('{}'),
    strict: typeof format.strict === 'boolean' ? format.strict : null,
  };
}

function parseReasoning(reasoning: unknown, notes: Notes): Reasoning {
  if (!isObject(reasoning)) return { mode: null, effort: null, budgetTokens: null, summary: null };
  const effort = oneOf(reasoning.effort, efforts);
  if (effort === null && textOrNull(reasoning.effort) !== null) notes.unread('reasoning.effort');
  notes.rest(reasoning, readReasoning, 'reasoning.');
  const said = reasoning.summary ?? reasoning.generate_summary;
  const summary = said === 'none' ? 'omitted' : oneOf(said, ['auto', 'concise', 'detailed'] as const);
  if (summary === null && textOrNull(said) !== null) notes.unread('reasoning.summary');
  return { mode: null, effort, budgetTokens: null, summary };
}

const readReasoning = new Set(['effort', 'summary', 'generate_summary']);

function parseSampling(body: Readonly<Record<string, unknown>>): Sampling {
  const topLogprobs = countOrNull(body.top_logprobs);
  return {
    temperature: numberOrNull(body.temperature),
    topP: numberOrNull(body.top_p),
    topK: null,
    seed: null,
    stop: [],
    presencePenalty: null,
    frequencyPenalty: null,
    logitBias: null,
    logprobs: includes(body, 'message.output_text.logprobs') || (topLogprobs ?? 0) > 0,
    topLogprobs,
    choices: 1,
  };
}

function parseMetadata(value: unknown, notes: Notes): Record<string, string> | null {
  if (!isObject(value)) return null;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (entries.length < Object.keys(value).length) notes.unread('metadata');
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function oneOf<Word extends string>(value: unknown, words: readonly Word[]): Word | null {
  return words.find((word) => word === value) ?? null;
}
