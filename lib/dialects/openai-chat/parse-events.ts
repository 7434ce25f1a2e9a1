import type { ExchangeEvent } from '../../exchange/events';
import type { EventParser, RelayContext } from '../dialect';
import { isObject, parseJson, textOrNull } from '../json-values';
import { type OpenBlocks, openBlocks } from '../open-blocks';
import { parseFinishReason } from './finish-reason';
import { doneMarker } from './meter-chunk';
import { contentOf, parseAnnotations, parseLogprobs, reasoningOf } from './parse-answer';
import { codeOf } from './parse-fault';
import { type ThinkTags, thinkTags } from './think-tags';
import { parseUsage } from './usage';

interface State {
  blocks: OpenBlocks;
  tags: ThinkTags | null;
  started: boolean;
  /** Said at the end, because text may still come in a frame after the one that says why it ends. */
  finish: string | null;
  /** Of the calls begun, by their index. */
  ids: Map<number, string>;
  calls: number;
  hadRefusal: boolean;
  context: RelayContext;
}

/** A stream of chat completion chunks. A chunk without choices is Azure's first one or the usage chunk, and both are well. */
export function openParser(context: RelayContext): EventParser {
  const state: State = {
    blocks: openBlocks(),
    tags: context.quirks.has('think-tags') ? thinkTags() : null,
    started: false,
    finish: null,
    ids: new Map(),
    calls: 0,
    hadRefusal: false,
    context,
  };

  return {
    step(data) {
      if (data === doneMarker) return state.finish === null ? malformed : close(state);
      const chunk = parseJson(data);
      if (!isObject(chunk)) return malformed;
      if (chunk.error !== undefined && chunk.error !== null)
        return [{ type: 'error', code: isObject(chunk.error) ? codeOf(chunk.error.code) : null }];
      return readChunk(state, chunk);
    },
    end: () => (state.finish === null ? [] : close(state)),
  };
}

const malformed: readonly ExchangeEvent[] = [{ type: 'error', code: 'malformed' }];

function readChunk(state: State, chunk: Record<string, unknown>): ExchangeEvent[] {
  const events: ExchangeEvent[] = [];
  if (!state.started) {
    state.started = true;
    events.push({ type: 'start', usage: null });
  }
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
  if (isObject(choice)) {
    if (isObject(choice.delta)) readDelta(state, choice.delta, choice.logprobs, events);
    if (typeof choice.finish_reason === 'string') state.finish = choice.finish_reason;
  }
  const usage = parseUsage(chunk.usage);
  if (usage) events.push({ type: 'usage', usage });
  return events;
}

function readDelta(state: State, delta: Record<string, unknown>, logprobs: unknown, events: ExchangeEvent[]): void {
  const { blocks } = state;
  const reasoning = reasoningOf(delta);
  if (reasoning !== null) blocks.reasoning(reasoning, false, events);
  const text = typeof delta.content === 'string' ? delta.content : contentOf(delta.content);
  if (text !== '') readText(state, text, events);
  if (isObject(logprobs)) readLogprobs(state, logprobs.content, events);
  for (const annotation of parseAnnotations(delta.annotations))
    events.push({ type: 'text-annotation', block: blocks.text('', events), annotation });
  const refusal = textOrNull(delta.refusal);
  if (refusal !== null) {
    state.hadRefusal = true;
    blocks.refusal(refusal, events);
  }
  if (Array.isArray(delta.tool_calls))
    delta.tool_calls.forEach((call: unknown, place) => {
      if (isObject(call)) readCall(state, call, place, events);
    });
  if (isObject(delta.function_call)) readCall(state, { index: 0, function: delta.function_call }, 0, events);
}

function readText(state: State, text: string, events: ExchangeEvent[]): void {
  if (!state.tags) state.blocks.text(text, events);
  else for (const piece of state.tags.feed(text)) sayPiece(state, piece, events);
}

function sayPiece(state: State, piece: { type: 'text' | 'reasoning'; text: string }, events: ExchangeEvent[]): void {
  if (piece.type === 'text') state.blocks.text(piece.text, events);
  else state.blocks.reasoning(piece.text, false, events);
}

function readLogprobs(state: State, content: unknown, events: ExchangeEvent[]): void {
  const logprobs = parseLogprobs(content);
  if (logprobs && logprobs.length > 0)
    events.push({ type: 'text-logprobs', block: state.blocks.text('', events), logprobs });
}

/** The first piece of a call names it; several servers repeat the name, or leave the index out (then the place is it). */
function readCall(state: State, call: Record<string, unknown>, place: number, events: ExchangeEvent[]): void {
  const index = typeof call.index === 'number' ? call.index : place;
  const custom = isObject(call.custom) ? call.custom : null;
  const named = custom ?? (isObject(call.function) ? call.function : {});
  let block = state.blocks.openCall(index);
  // Ollama sends whole calls, each with the index 0: another id is another call.
  const id = textOrNull(call.id);
  const isOther = block !== undefined && id !== null && state.ids.get(index) !== id && textOrNull(named.name) !== null;
  if (block === undefined || isOther) {
    const name = textOrNull(named.name);
    if (name === null) return;
    const known = id ?? `call_${state.context.answerId}${state.calls}`;
    block = state.blocks.toolCall(index, { id: known, name, kind: custom ? 'custom' : 'function' }, events);
    state.ids.set(index, known);
    state.calls += 1;
  }
  const piece = custom ? custom.input : named.arguments;
  const text = isObject(piece) ? JSON.stringify(piece) : piece;
  if (typeof text === 'string' && text !== '') events.push({ type: 'tool-call-delta', block, text });
}

function close(state: State): ExchangeEvent[] {
  const events: ExchangeEvent[] = [];
  for (const piece of state.tags?.flush() ?? []) sayPiece(state, piece, events);
  state.blocks.closeAll(events);
  const said = parseFinishReason(state.finish);
  const reason =
    said === 'stop' && state.calls > 0 ? 'tool-calls' : said === 'stop' && state.hadRefusal ? 'refusal' : said;
  events.push({ type: 'finish', reason, stopSequence: null }, { type: 'end' });
  return events;
}
