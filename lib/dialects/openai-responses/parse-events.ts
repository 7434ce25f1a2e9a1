import type { ExchangeEvent } from '../../exchange/events';
import type { EventParser, RelayContext } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { codeOf } from '../openai-chat/parse-fault';
import { finishOf } from './parse-answer';
import { openItems } from './parse-item-events';
import { parseUsage } from './usage';

type Wire = Record<string, unknown>;

/** Reads the events of a response. Items that are not for the caller (hosted tools at work) are skipped with their events. */
export function openParser(context: RelayContext): EventParser {
  const items = openItems(context.maker);
  const order = openOrder();
  let started = false;
  let ended = false;

  function step(data: string, name: string | null): readonly ExchangeEvent[] {
    if (ended || data === '[DONE]') return nothing;
    const frame = parseJson(data);
    if (!isObject(frame) || !order.isNext(frame.sequence_number)) return malformed;
    const type = typeof frame.type === 'string' ? frame.type : name;
    const events: ExchangeEvent[] = [];
    if (type === 'error' || type === 'response.failed' || type === 'response.cancelled') return failure(frame);
    if (!started) {
      started = true;
      events.push({ type: 'start', usage: null });
    }
    if (type === 'response.completed' || type === 'response.incomplete') end(frame, events);
    else if (type !== null && !items.take(type, frame, events)) return malformed;
    return events;
  }

  function end(frame: Wire, events: ExchangeEvent[]): void {
    ended = true;
    const response = isObject(frame.response) ? frame.response : {};
    items.endAll(Array.isArray(response.output) ? response.output.filter(isObject) : [], events);
    const usage = parseUsage(response.usage);
    if (usage) events.push({ type: 'usage', usage });
    const status = frame.type === 'response.incomplete' ? 'incomplete' : response.status;
    const reason = finishOf({ ...response, status }, items.hasCalls(), items.hasRefusal());
    events.push({ type: 'finish', reason, stopSequence: null }, { type: 'end' });
  }

  // Without `response.completed` no answer is whole (field-failures 15).
  return { step, end: () => nothing };
}

const nothing: readonly ExchangeEvent[] = [];
const malformed: readonly ExchangeEvent[] = [{ type: 'error', code: 'malformed' }];

/** The code stands in the response that failed, in the event itself, or in an error object as whole answers have it. */
function failure(frame: Wire): readonly ExchangeEvent[] {
  const usage = isObject(frame.response) ? parseUsage(frame.response.usage) : null;
  const error: ExchangeEvent = { type: 'error', code: failureCode(frame) };
  return usage ? [{ type: 'usage', usage }, error] : [error];
}

export function failureCode(frame: Wire): string | null {
  const response = isObject(frame.response) ? frame.response : {};
  const error = isObject(response.error) ? response.error : isObject(frame.error) ? frame.error : frame;
  return codeOf(error.code);
}

/**
 * Numbers that have gone up and then do not are frames told twice or out of order. Compatible servers that always write the
 * same number, or none, are taken as they come.
 */
function openOrder() {
  let last: number | null = null;
  let rises = false;
  return {
    isNext(value: unknown): boolean {
      if (typeof value !== 'number') return true;
      const isHigher = last === null || value > last;
      if (rises && !isHigher) return false;
      if (last !== null && isHigher) rises = true;
      last = value;
      return true;
    },
  };
}
