import type { Signature } from '../../exchange/conversation';
import type { ExchangeEvent } from '../../exchange/events';
import type { EventParser, RelayContext } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { type OpenBlocks, openBlocks } from '../open-blocks';
import { failedReasons, parseFinishReason } from './finish-reason';
import { codeOf, errorOf } from './parse-fault';
import { parseAnnotations, parseLogprobs } from './parse-notes';
import { type Piece, parseCandidate } from './parse-parts';
import { parseUsage } from './usage';

interface State {
  blocks: OpenBlocks;
  context: RelayContext;
  started: boolean;
  calls: number;
  hadThought: boolean;
  /** Is a text the last thing that was said, and so still open? */
  inText: boolean;
  cited: Set<string>;
  /** Said at the end: some models say why they end in every chunk, and usage or a signature may still follow. */
  finish: string | null;
}

/** A stream of whole GenerateContentResponses, which has no last word: its bytes end after a chunk that says why. */
export function openParser(context: RelayContext): EventParser {
  const state: State = {
    blocks: openBlocks(),
    context,
    started: false,
    calls: 0,
    hadThought: false,
    inText: false,
    cited: new Set(),
    finish: null,
  };
  return {
    step(data) {
      const chunk = parseJson(data);
      const error = errorOf(chunk);
      if (!error && isObject(chunk)) return readChunk(state, chunk, data);
      state.finish = null;
      return [{ type: 'error', code: error ? codeOf(error) : 'malformed' }];
    },
    end: () => (state.finish === null ? [] : close(state, state.finish)),
  };
}

function readChunk(state: State, chunk: Record<string, unknown>, text: string): ExchangeEvent[] {
  const events: ExchangeEvent[] = [];
  if (!state.started) {
    state.started = true;
    events.push({ type: 'start', usage: null });
  }
  const { promptFeedback } = chunk;
  // A prompt that the filter blocked is answered without a candidate.
  if (isObject(promptFeedback) && typeof promptFeedback.blockReason === 'string')
    state.finish ??= promptFeedback.blockReason;
  const candidate = parseCandidate(chunk, text);
  if (candidate) {
    for (const piece of candidate.pieces) sayPiece(state, piece, events);
    readNotes(state, candidate.value, events);
    if (typeof candidate.value.finishReason === 'string') state.finish = candidate.value.finishReason;
  }
  const usage = parseUsage(chunk.usageMetadata);
  if (usage) events.push({ type: 'usage', usage });
  if (state.finish !== null && failedReasons.has(state.finish)) {
    events.push({ type: 'error', code: state.finish });
    state.finish = null;
  }
  return events;
}

function sayPiece(state: State, piece: Piece, events: ExchangeEvent[]): void {
  if (piece.type === 'call') {
    sayCall(state, piece, events);
    return;
  }
  if (piece.type === 'thought') {
    state.hadThought = true;
    state.inText = false;
  } else if (piece.text !== '') state.inText = true;
  if (piece.text !== '') {
    if (piece.type === 'thought') state.blocks.reasoning(piece.text, true, events);
    else state.blocks.text(piece.text, events);
  }
  // A caller who is told no thoughts expects nothing behind the text, and Gemini demands the signatures of calls only.
  if (piece.signature !== null && state.hadThought) saySignature(state, piece.signature, events);
}

/** In the open thought; after a text in one of its own, as a thought without words. */
function saySignature(state: State, value: string, events: ExchangeEvent[]): void {
  const block = state.blocks.reasoning('', true, events);
  events.push({ type: 'reasoning-signature', block, signature: signatureOf(value, state) });
  state.blocks.closeText(events);
  state.inText = false;
}

function signatureOf(value: string, { context }: State): Signature {
  return { kind: 'thought', value, id: null, maker: context.maker };
}

/** Calls come whole, and only the newest models give them ids. */
function sayCall(state: State, call: Piece & { type: 'call' }, events: ExchangeEvent[]): void {
  const key = state.calls++;
  const id = call.id ?? `call_${state.context.answerId}${key}`;
  const block = state.blocks.toolCall(key, { id, name: call.name }, events);
  if (call.signature !== null)
    events.push({ type: 'tool-call-signature', block, signature: signatureOf(call.signature, state) });
  events.push({ type: 'tool-call-delta', block, text: call.input });
  state.blocks.closeCall(key, events);
  state.inText = false;
}

function readNotes(state: State, candidate: Record<string, unknown>, events: ExchangeEvent[]): void {
  if (!state.inText) return;
  const block = state.blocks.text('', events);
  const logprobs = parseLogprobs(candidate);
  if (logprobs && logprobs.length > 0) events.push({ type: 'text-logprobs', block, logprobs });
  for (const annotation of parseAnnotations(candidate)) {
    if (state.cited.has(annotation.url)) continue;
    state.cited.add(annotation.url);
    events.push({ type: 'text-annotation', block, annotation });
  }
}

function close(state: State, finish: string): ExchangeEvent[] {
  const events: ExchangeEvent[] = [];
  state.blocks.closeAll(events);
  events.push(
    { type: 'finish', reason: parseFinishReason(finish, state.calls > 0), stopSequence: null },
    { type: 'end' },
  );
  return events;
}
