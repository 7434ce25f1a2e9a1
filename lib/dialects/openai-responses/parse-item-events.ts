import type { ExchangeEvent } from '../../exchange/events';
import { isObject, textOrNull } from '../json-values';
import { parseLogprobs } from '../openai-chat/parse-answer';
import { parseAnnotation, parseOutputItem } from './parse-answer';

type Wire = Record<string, unknown>;

/** What is known of one block: a part of a message, a thought, or a call. */
interface Open {
  block: number;
  kind: 'text' | 'refusal' | 'reasoning' | 'tool-call';
  /** Has any of it come yet? Servers that do not stream say all of it with the last event. */
  isEmpty: boolean;
  isFunction: boolean;
  isSummary: boolean;
  /** The part of the summary that is being told. */
  summaryIndex: unknown;
}

/** The events of output items as blocks. Parts of a message are blocks of their own; an item's number is its place. */
export function openItems(maker: string) {
  const open = new Map<string, Open>();
  /** Items that are told whole, so that the last event does not tell them again. */
  const told = new Set<unknown>();
  let next = 0;
  let calls = false;
  let refusals = false;

  function begin(key: string, kind: Open['kind'], events: ExchangeEvent[], isSummary = true): Open {
    const known = open.get(key);
    if (known) return known;
    const block = next++;
    const begun = { block, kind, isEmpty: true, isFunction: false, isSummary, summaryIndex: undefined };
    open.set(key, begun);
    if (kind === 'refusal') refusals = true;
    if (kind === 'reasoning') events.push({ type: 'reasoning-start', block, isSummary });
    else if (kind !== 'tool-call') events.push({ type: `${kind}-start`, block });
    return begun;
  }

  function end(key: string, events: ExchangeEvent[]): void {
    const ended = open.get(key);
    if (!ended) return;
    if (ended.isFunction && ended.isEmpty) events.push({ type: 'tool-call-delta', block: ended.block, text: '{}' });
    open.delete(key);
    events.push({ type: 'block-end', block: ended.block });
  }

  function say(key: string, kind: 'text' | 'refusal', frame: Wire, events: ExchangeEvent[]): void {
    const { block } = sayText(key, kind, frame.delta, events);
    const logprobs = kind === 'text' ? parseLogprobs(frame.logprobs) : null;
    if (logprobs?.length) events.push({ type: 'text-logprobs', block, logprobs });
  }

  function sayText(key: string, kind: 'text' | 'refusal', text: unknown, events: ExchangeEvent[]): Open {
    const part = begin(key, kind, events);
    if (typeof text === 'string' && text !== '') {
      part.isEmpty = false;
      events.push({ type: `${kind}-delta`, block: part.block, text });
    }
    return part;
  }

  /** Where both the thinking and its summary are told, what came first is the thought. */
  function think(key: string, frame: Wire, isSummary: boolean, events: ExchangeEvent[]): void {
    const { delta } = frame;
    if (typeof delta !== 'string' || delta === '') return;
    const thought = begin(key, 'reasoning', events, isSummary);
    if (thought.isSummary !== isSummary) return;
    const index = isSummary ? frame.summary_index : frame.content_index;
    if (!thought.isEmpty && thought.summaryIndex !== index)
      events.push({ type: 'reasoning-break', block: thought.block });
    thought.isEmpty = false;
    thought.summaryIndex = index;
    events.push({ type: 'reasoning-delta', block: thought.block, text: delta });
  }

  function beginCall(key: string, item: Wire, events: ExchangeEvent[]): Open | null {
    const id = textOrNull(item.call_id) ?? textOrNull(item.id);
    if (id === null || typeof item.name !== 'string') return null;
    calls = true;
    const call = begin(key, 'tool-call', events);
    const kind = item.type === 'custom_tool_call' ? 'custom' : 'function';
    call.isFunction = kind === 'function';
    const namespace = textOrNull(item.namespace);
    events.push({ type: 'tool-call-start', block: call.block, id, name: item.name, namespace, kind });
    return call;
  }

  /** False where a call was never begun: what it is a piece of is not known. */
  function addInput(key: string, text: unknown, events: ExchangeEvent[]): boolean {
    const call = open.get(key);
    if (!call) return false;
    if (typeof text !== 'string' || text === '') return true;
    call.isEmpty = false;
    events.push({ type: 'tool-call-delta', block: call.block, text });
    return true;
  }

  /** The whole item: what was not streamed of it, what only the whole has, and the end of its blocks. */
  function endItem(key: string, item: Wire, events: ExchangeEvent[]): boolean {
    told.add(key);
    if (item.type === 'message') endMessage(key, item, events);
    else if (item.type === 'reasoning') endReasoning(key, item, events);
    else if (isCall(item)) {
      const call = open.get(key) ?? beginCall(key, item, events);
      if (!call) return false;
      if (call.isEmpty) addInput(key, call.isFunction ? item.arguments : item.input, events);
      end(key, events);
    }
    return true;
  }

  function endMessage(key: string, item: Wire, events: ExchangeEvent[]): void {
    const content = Array.isArray(item.content) ? item.content : [];
    content.forEach((part: unknown, index) => {
      const partKey = `${key}.${index}`;
      if (!isObject(part) || told.has(partKey)) return;
      wholePart(partKey, part, events);
    });
    for (const partKey of [...open.keys()]) if (partKey.startsWith(`${key}.`)) end(partKey, events);
  }

  function wholePart(key: string, part: Wire, events: ExchangeEvent[]): void {
    const kind = kindOf(part);
    if (kind === null) return;
    told.add(key);
    const known = begin(key, kind, events);
    if (known.isEmpty) sayText(key, kind, kind === 'text' ? part.text : part.refusal, events);
    end(key, events);
  }

  function endReasoning(key: string, item: Wire, events: ExchangeEvent[]): void {
    const [whole] = parseOutputItem(item, maker);
    if (whole?.type !== 'reasoning') {
      end(key, events);
      return;
    }
    const thought = begin(key, 'reasoning', events, whole.isSummary);
    if (thought.isEmpty)
      whole.texts.forEach((delta, index) => {
        think(key, { delta, summary_index: index, content_index: index }, whole.isSummary, events);
      });
    if (whole.signature) events.push({ type: 'reasoning-signature', block: thought.block, signature: whole.signature });
    end(key, events);
  }

  /** False where an event cannot be what it says. */
  function take(type: string, frame: Wire, events: ExchangeEvent[]): boolean {
    const key = String(frame.output_index ?? frame.item_id);
    const partKey = `${key}.${String(frame.content_index ?? 0)}`;
    const item = isObject(frame.item) ? frame.item : {};
    if (type.endsWith('.delta') && (told.has(key) || told.has(partKey))) return false;
    switch (type) {
      case 'response.output_item.added':
        return !isCall(item) || open.has(key) || beginCall(key, item, events) !== null;
      case 'response.output_item.done':
        return told.has(key) || endItem(key, item, events);
      case 'response.content_part.added': {
        const kind = isObject(frame.part) ? kindOf(frame.part) : null;
        if (kind) begin(partKey, kind, events);
        return true;
      }
      case 'response.content_part.done':
        if (isObject(frame.part) && !told.has(partKey)) wholePart(partKey, frame.part, events);
        return true;
      case 'response.output_text.delta':
        say(partKey, 'text', frame, events);
        return true;
      case 'response.refusal.delta':
        say(partKey, 'refusal', frame, events);
        return true;
      case 'response.output_text.annotation.added': {
        const { block } = begin(partKey, 'text', events);
        for (const annotation of parseAnnotation(frame.annotation))
          events.push({ type: 'text-annotation', block, annotation });
        return true;
      }
      case 'response.reasoning_summary_text.delta':
        think(key, frame, true, events);
        return true;
      case 'response.reasoning_text.delta':
        think(key, frame, false, events);
        return true;
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        return addInput(key, frame.delta, events);
      default:
        return true;
    }
  }

  return {
    take,
    /** Ends what is open; of an answer that was not streamed at all, everything comes now. */
    endAll(output: readonly Wire[], events: ExchangeEvent[]): void {
      const isStreamed = next > 0;
      output.forEach((item, index) => {
        const key = String(index);
        const isBegun = [...open.keys()].some((each) => each === key || each.startsWith(`${key}.`));
        if (!told.has(key) && (!isStreamed || isBegun)) endItem(key, item, events);
      });
      for (const key of [...open.keys()]) end(key, events);
    },
    hasCalls: () => calls,
    hasRefusal: () => refusals,
  };
}

function isCall(item: Wire): boolean {
  return item.type === 'function_call' || item.type === 'custom_tool_call';
}

function kindOf(part: Wire): 'text' | 'refusal' | null {
  if (part.type === 'output_text') return 'text';
  return part.type === 'refusal' ? 'refusal' : null;
}
