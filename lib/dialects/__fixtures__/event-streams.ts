import fc from 'fast-check';
import type { ExchangeEvent } from '../../exchange/events';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const prose = fc.record({
  kind: fc.constantFrom('text', 'reasoning', 'refusal'),
  pieces: fc.array(words, { minLength: 1, maxLength: 4 }),
});
const call = fc.record({
  kind: fc.constant('call'),
  /** Nothing at all where it takes nothing. */
  input: fc.option(fc.json({ maxDepth: 2 })),
  cuts: fc.array(fc.nat(40), { maxLength: 4 }),
});
type Block = typeof prose | typeof call extends fc.Arbitrary<infer Value> ? Value : never;
type Prose = typeof prose extends fc.Arbitrary<infer Value> ? Value : never;

/** What an answer said, whatever the order its pieces came in. */
export interface Said {
  /** Texts and refusals: not every dialect tells the two apart. */
  words: string;
  reasoning: string;
  refusal: string;
  calls: readonly { id: string; name: string; input: string }[];
}

/**
 * Answers as an upstream could give them: one prose after the other, and calls that begin at any time and whose pieces come
 * between everything else.
 */
export const eventStreams: fc.Arbitrary<{ events: ExchangeEvent[]; said: Said }> = fc
  .record({
    blocks: fc.array<Block>(fc.oneof(prose, call), { maxLength: 6 }),
    /** Which of the open blocks goes on, step by step. */
    turns: fc.infiniteStream(fc.nat(1000)),
    starts: fc.boolean(),
    counts: fc.option(fc.nat(1_000_000)),
    reason: fc.constantFrom('stop' as const, 'length' as const, 'tool-calls' as const),
  })
  .map(({ blocks, turns, starts, counts, reason }) => {
    const said = { words: '', reasoning: '', refusal: '', calls: [] as { id: string; name: string; input: string }[] };
    const events: ExchangeEvent[] = starts ? [{ type: 'start', usage: null }] : [];
    const waiting = blocks.map((block, number) => ({ block, number, events: eventsOf(block, number) }));
    const open: typeof waiting = [];
    while (waiting.length > 0 || open.length > 0) {
      const next = waiting[0];
      const mayStart = next && (next.block.kind === 'call' || open.every(({ block }) => block.kind === 'call'));
      const pick = Number(turns.next().value) % (open.length + (mayStart ? 1 : 0));
      if (next && pick === open.length) open.push(...waiting.splice(0, 1));
      const going = open[pick];
      const event = going?.events.shift();
      if (event) events.push(event);
      if (going?.events.length === 0) open.splice(pick, 1);
    }
    blocks.forEach((block, number) => {
      if (isProse(block)) {
        const text = block.pieces.join('');
        if (block.kind !== 'text') said[block.kind] += text;
        if (block.kind !== 'reasoning') said.words += text;
      } else said.calls.push({ ...named(number), input: block.input ?? '{}' });
    });
    const usage = {
      ...{ inputTokens: counts, outputTokens: counts },
      ...{ cachedInputTokens: null, cacheWriteTokens: null, reasoningTokens: null },
    };
    if (counts !== null) events.push({ type: 'usage', usage });
    events.push({ type: 'finish', reason, stopSequence: null }, { type: 'end' });
    return { events, said };
  });

function eventsOf(block: Block, number: number): ExchangeEvent[] {
  const end: ExchangeEvent = { type: 'block-end', block: number };
  if (isProse(block)) {
    const start: ExchangeEvent =
      block.kind === 'reasoning'
        ? { type: 'reasoning-start', block: number, isSummary: true }
        : { type: `${block.kind}-start`, block: number };
    const type = `${block.kind}-delta` as const;
    return [start, ...block.pieces.map((text): ExchangeEvent => ({ type, block: number, text })), end];
  }
  const start: ExchangeEvent = {
    type: 'tool-call-start',
    block: number,
    ...named(number),
    namespace: null,
    kind: 'function',
  };
  const pieces = cut(block.input ?? '', block.cuts);
  return [start, ...pieces.map((text): ExchangeEvent => ({ type: 'tool-call-delta', block: number, text })), end];
}

function isProse(block: Block): block is Prose {
  return block.kind !== 'call';
}

function named(number: number): { id: string; name: string } {
  return { id: `call_${number}`, name: `tool_${number}` };
}

/** A text in pieces, none of them empty; never between the halves of a character. */
function cut(text: string, cuts: readonly number[]): string[] {
  const characters = Array.from(text);
  const places = [...new Set([0, ...cuts.map((each) => each % (characters.length + 1)), characters.length])];
  places.sort((one, other) => one - other);
  return places.slice(1).map((place, index) => characters.slice(places[index], place).join(''));
}
