import type { ExchangeEvent } from '../exchange/events';

/**
 * For wire languages whose blocks come one after the other (Messages, Responses): an event of a later block waits until the
 * one that is open has ended, so that two interleaved tool calls never become one. Events without a block that close the
 * answer come after all blocks have; parsers say them so.
 */
export function sequenceBlocks(emit: (event: ExchangeEvent) => void, maxHeld = 32 * 1024 * 1024) {
  let current: number | null = null;
  let heldSize = 0;
  const held = new Map<number, ExchangeEvent[]>();

  function take(event: ExchangeEvent): void {
    if (!('block' in event)) {
      emit(event);
      return;
    }
    current ??= event.block;
    if (event.block !== current) {
      hold(event);
      return;
    }
    emit(event);
    if (event.type === 'block-end') goOn();
  }

  function hold(event: ExchangeEvent & { block: number }): void {
    heldSize += 'text' in event ? event.text.length : 64;
    if (heldSize > maxHeld) throw new HeldTooMuchError(maxHeld);
    const waiting = held.get(event.block);
    if (waiting) waiting.push(event);
    else held.set(event.block, [event]);
  }

  /** The next block in order of their starts; held ones that have ended already go out whole. */
  function goOn(): void {
    current = null;
    const [first] = held;
    if (!first) return;
    const [block, waiting] = first;
    held.delete(block);
    current = block;
    for (const event of waiting) {
      heldSize -= 'text' in event ? event.text.length : 64;
      emit(event);
      if (event.type === 'block-end') {
        goOn();
        return;
      }
    }
  }

  return take;
}

/** Later blocks grew past the limit before the first one ended; `limit` is in UTF-16 units. */
export class HeldTooMuchError extends Error {
  constructor(readonly limit: number) {
    super(`more than ${limit} characters of a stream wait for their turn`);
    this.name = 'HeldTooMuchError';
  }
}
