import type { ExchangeEvent, Usage } from '../../exchange/events';
import type { EventParser, RelayContext } from '../dialect';
import { isObject, parseJson, textOrNull } from '../json-values';
import { parseStopReason } from './map-stop-reason';
import { parseCitations } from './parse-answer';
import { errorType } from './parse-fault';
import { openUsage } from './usage';

type Wire = Record<string, unknown>;

interface State {
  context: RelayContext;
  readUsage: (value: unknown) => Usage | null;
  started: boolean;
  /** The open blocks by their index on the wire; null for those that only Anthropic knows, which are left out. */
  open: Map<number, OpenBlock | null>;
  next: number;
  /** Said at the end, when every block has been closed. */
  finish: (ExchangeEvent & { type: 'finish' }) | null;
}

interface OpenBlock {
  type: 'text' | 'thinking' | 'tool_use';
  block: number;
  /** The input that a call's start already had: the whole of it, where no piece of it follows. */
  input: string | null;
}

/**
 * A stream of a message's events. Unlike other dialects this one says when a block begins and ends, so what does not fit
 * together (a piece of a block that is not open, a block begun twice) is malformed.
 */
export function openParser(context: RelayContext): EventParser {
  const state: State = { context, readUsage: openUsage(), started: false, open: new Map(), next: 0, finish: null };

  return {
    step(data) {
      const event = parseJson(data);
      return isObject(event) ? readEvent(state, event) : malformed;
    },
    end: () => (state.finish ? close(state) : nothing),
  };
}

const malformed: readonly ExchangeEvent[] = [{ type: 'error', code: 'malformed' }];
const nothing: readonly ExchangeEvent[] = [];

function readEvent(state: State, event: Wire): readonly ExchangeEvent[] {
  switch (event.type) {
    case 'content_block_delta':
      return readDelta(state, event);
    case 'content_block_start':
      return readStart(state, event);
    case 'content_block_stop':
      return readStop(state, event);
    case 'message_start': {
      // Some servers say it twice (field-failures 4).
      if (state.started) return nothing;
      state.started = true;
      return [{ type: 'start', usage: isObject(event.message) ? state.readUsage(event.message.usage) : null }];
    }
    case 'message_delta':
      return readMessageDelta(state, event);
    case 'message_stop':
      return state.finish ? close(state) : malformed;
    case 'error':
      return [{ type: 'error', code: isObject(event.error) ? errorType(event.error.type) : null }];
    default:
      // A `ping`, or what is new since.
      return nothing;
  }
}

function readStart(state: State, event: Wire): readonly ExchangeEvent[] {
  const { index, content_block: wire } = event;
  if (typeof index !== 'number' || !isObject(wire) || state.open.has(index)) return malformed;
  const block = state.next;
  const begin = (type: OpenBlock['type'], input: string | null = null) => {
    state.open.set(index, { type, block, input });
    state.next += 1;
  };
  switch (wire.type) {
    case 'text': {
      begin('text');
      const events: ExchangeEvent[] = [{ type: 'text-start', block }];
      if (textOrNull(wire.text) !== null) events.push({ type: 'text-delta', block, text: String(wire.text) });
      return events;
    }
    case 'thinking': {
      begin('thinking');
      const events: ExchangeEvent[] = [{ type: 'reasoning-start', block, isSummary: true }];
      if (textOrNull(wire.thinking) !== null)
        events.push({ type: 'reasoning-delta', block, text: String(wire.thinking) });
      return events;
    }
    case 'redacted_thinking':
      begin('thinking');
      return [
        { type: 'reasoning-start', block, isSummary: true },
        sign(state, block, 'redacted', String(wire.data ?? '')),
      ];
    case 'tool_use': {
      if (typeof wire.id !== 'string' || typeof wire.name !== 'string') return malformed;
      const isFilled = isObject(wire.input) && Object.keys(wire.input).length > 0;
      begin('tool_use', isFilled ? JSON.stringify(wire.input) : null);
      return [{ type: 'tool-call-start', block, id: wire.id, name: wire.name, namespace: null, kind: 'function' }];
    }
    default:
      state.open.set(index, null);
      return nothing;
  }
}

function readDelta(state: State, event: Wire): readonly ExchangeEvent[] {
  const { index, delta } = event;
  const open = typeof index === 'number' ? state.open.get(index) : undefined;
  if (open === undefined || !isObject(delta)) return malformed;
  if (open === null) return nothing;
  const { block } = open;
  switch (delta.type) {
    case 'text_delta':
      return open.type === 'text' ? piece('text-delta', block, delta.text) : malformed;
    case 'thinking_delta':
      return open.type === 'thinking' ? piece('reasoning-delta', block, delta.thinking) : malformed;
    case 'input_json_delta':
      if (open.type !== 'tool_use') return malformed;
      if (textOrNull(delta.partial_json) !== null) open.input = null;
      return piece('tool-call-delta', block, delta.partial_json);
    case 'signature_delta': {
      const value = textOrNull(delta.signature);
      if (open.type !== 'thinking') return malformed;
      return value === null ? nothing : [sign(state, block, 'signature', value)];
    }
    case 'citations_delta':
      if (open.type !== 'text') return malformed;
      return parseCitations([delta.citation]).map((annotation) => ({ type: 'text-annotation', block, annotation }));
    default:
      return nothing;
  }
}

function piece(
  type: 'text-delta' | 'reasoning-delta' | 'tool-call-delta',
  block: number,
  text: unknown,
): readonly ExchangeEvent[] {
  return typeof text === 'string' && text !== '' ? [{ type, block, text }] : nothing;
}

function sign({ context }: State, block: number, kind: 'signature' | 'redacted', value: string): ExchangeEvent {
  return { type: 'reasoning-signature', block, signature: { kind, value, id: null, maker: context.maker } };
}

function readStop(state: State, { index }: Wire): readonly ExchangeEvent[] {
  const open = typeof index === 'number' ? state.open.get(index) : undefined;
  if (typeof index !== 'number' || open === undefined) return malformed;
  state.open.delete(index);
  return open ? endOf(open) : nothing;
}

function endOf({ block, input }: OpenBlock): ExchangeEvent[] {
  const end: ExchangeEvent = { type: 'block-end', block };
  return input === null ? [end] : [{ type: 'tool-call-delta', block, text: input }, end];
}

/** It may come more than once, and the reason only with the last. */
function readMessageDelta(state: State, { delta, usage: wire }: Wire): readonly ExchangeEvent[] {
  if (isObject(delta) && typeof delta.stop_reason === 'string')
    state.finish = {
      type: 'finish',
      reason: parseStopReason(delta.stop_reason),
      stopSequence: textOrNull(delta.stop_sequence),
    };
  const usage = state.readUsage(wire);
  return usage ? [{ type: 'usage', usage }] : nothing;
}

/** An answer may say why it ends and leave a block open: nothing of it is missing. */
function close(state: State): readonly ExchangeEvent[] {
  const events: ExchangeEvent[] = [];
  for (const open of state.open.values()) if (open) events.push(...endOf(open));
  state.open.clear();
  if (state.finish) events.push(state.finish, { type: 'end' });
  return events;
}
