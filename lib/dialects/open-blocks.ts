import type { ExchangeEvent } from '../exchange/events';

/**
 * Keeps the starts and ends of blocks for wire languages that do not say them: a text is over when something else begins,
 * and tool calls, which may interleave, are over when the answer is. Every method adds its events to the list it is given.
 */
export interface OpenBlocks {
  text(text: string, events: ExchangeEvent[]): number;
  reasoning(text: string, isSummary: boolean, events: ExchangeEvent[]): number;
  refusal(text: string, events: ExchangeEvent[]): number;
  /** `key` tells calls apart while they are open; the first piece of each names it. */
  toolCall(key: string | number, call: NewCall, events: ExchangeEvent[]): number;
  /** The open call of that key, or undefined. */
  openCall(key: string | number): number | undefined;
  /** Ends whatever text, thought or refusal is open: the next piece is a block of its own. */
  closeText(events: ExchangeEvent[]): void;
  closeCall(key: string | number, events: ExchangeEvent[]): void;
  closeAll(events: ExchangeEvent[]): void;
}

export interface NewCall {
  id: string;
  name: string;
  namespace?: string | null;
  kind?: 'function' | 'custom';
}

type Plain = 'text' | 'reasoning' | 'refusal';

export function openBlocks(): OpenBlocks {
  let next = 0;
  let open: { type: Plain; block: number } | null = null;
  const calls = new Map<string | number, number>();

  function say(type: Plain, text: string, isSummary: boolean, events: ExchangeEvent[]): number {
    if (open?.type !== type) {
      closeText(events);
      open = { type, block: next++ };
      if (type === 'reasoning') events.push({ type: 'reasoning-start', block: open.block, isSummary });
      else events.push({ type: `${type}-start`, block: open.block });
    }
    if (text !== '') events.push({ type: `${type}-delta`, block: open.block, text });
    return open.block;
  }

  function closeText(events: ExchangeEvent[]): void {
    if (open) events.push({ type: 'block-end', block: open.block });
    open = null;
  }

  function closeCall(key: string | number, events: ExchangeEvent[]): void {
    const block = calls.get(key);
    if (block === undefined) return;
    calls.delete(key);
    events.push({ type: 'block-end', block });
  }

  return {
    text: (text, events) => say('text', text, false, events),
    reasoning: (text, isSummary, events) => say('reasoning', text, isSummary, events),
    refusal: (text, events) => say('refusal', text, false, events),
    toolCall(key, call, events) {
      closeText(events);
      closeCall(key, events);
      const block = next++;
      calls.set(key, block);
      const { id, name, namespace = null, kind = 'function' } = call;
      events.push({ type: 'tool-call-start', block, id, name, namespace, kind });
      return block;
    },
    openCall: (key) => calls.get(key),
    closeText,
    closeCall,
    closeAll(events) {
      closeText(events);
      for (const block of calls.values()) events.push({ type: 'block-end', block });
      calls.clear();
    },
  };
}
