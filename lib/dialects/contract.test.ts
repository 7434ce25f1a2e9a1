import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectIds } from '../exchange/dialect-ids';
import type { ExchangeEvent, FinishReason, Usage } from '../exchange/events';
import { noHeaders, type OperationId } from '../exchange/request';
import { Fault } from '../faults/fault';
import { dialects } from '.';
import { chatRequest, relayContext } from './__fixtures__/context';
import { conversations } from './__fixtures__/conversations';
import { streamsOf } from './__fixtures__/streams';
import type { UpstreamHalf } from './dialect';
import { isObject } from './json-values';
import { createFrameReader } from './sse';
import { mergeUsage } from './translate';

// What every dialect in the list promises, held by its own fixtures and by conversations nobody wrote.
const operations: Record<string, OperationId> = {
  'openai-chat': 'chat/completions',
  'openai-responses': 'responses',
  'anthropic-messages': 'messages',
};
/** Nothing is estimated: what is counted in the end is then what was reported. */
const request = {
  ...chatRequest({ stream: true, stream_options: { include_usage: true } }),
  inputTokens: { likely: 0, atMost: 0 },
};
const context = relayContext({ request });

function parse(upstream: UpstreamHalf, pieces: readonly Uint8Array[]): ExchangeEvent[] {
  const frames = createFrameReader();
  const decoder = new TextDecoder();
  const parser = upstream.openParser(context);
  const events: ExchangeEvent[] = [];
  for (const piece of pieces) {
    for (const { data, event } of frames.feed(decoder.decode(piece, { stream: true }))) {
      if (isOver(events)) return events;
      events.push(...parser.step(data, event));
    }
  }
  return isOver(events) ? events : [...events, ...parser.end()];
}

/** Nothing is read any more after either (lib/upstream/open-answer-stream.ts). */
function isOver(events: readonly ExchangeEvent[]): boolean {
  return events.some(({ type }) => type === 'end' || type === 'error');
}

// Several choices are only ever passed through: `several-choices` is refused everywhere else.
const streams = dialectIds.flatMap((id) =>
  streamsOf(id)
    .filter(({ name }) => name !== 'two-choices')
    .map(({ name, text }) => [`${id}: ${name}`, id, text] as const),
);

it('every dialect has streams to be held by', () => {
  const counts = dialectIds.map((id) => [id, streams.filter(([, of]) => of === id).length > 3]);
  expect(counts).toEqual(dialectIds.map((id) => [id, true]));
});

describe.each(streams)('the stream %s', (_name, id, text) => {
  const { upstream } = dialects[id];
  const bytes = Buffer.from(text);
  const events = parse(upstream, [bytes]);

  it('keeps the grammar of events: each block starts once and ends once, and so does the answer', () => {
    const open = new Set<number>();
    let next = 0;
    let finishes = 0;
    events.forEach((event, index) => {
      if ('block' in event) {
        if (event.type.endsWith('-start')) {
          expect(event.block).toBe(next++);
          open.add(event.block);
        } else expect(open.has(event.block)).toBe(true);
        if (event.type === 'block-end') open.delete(event.block);
        expect(finishes).toBe(0);
      }
      if (event.type === 'start') expect(index).toBe(0);
      if (event.type === 'finish') {
        finishes += 1;
        expect(open).toEqual(new Set());
      }
      if (event.type === 'end' || event.type === 'error') expect(index).toBe(events.length - 1);
    });
    expect(finishes).toBe(events.some(({ type }) => type === 'end') ? 1 : 0);
  });

  it('is the same wherever its bytes are cut (field-failures 5, 12)', () => {
    const whole = JSON.stringify(events);
    for (let cut = 1; cut < bytes.length; cut += 1)
      if (JSON.stringify(parse(upstream, [bytes.subarray(0, cut), bytes.subarray(cut)])) !== whole)
        expect(cut).toBe('a place that changes nothing');
  });

  it('ends for nobody when it is cut short (field-failures 15)', () => {
    const frames = text.split(/(?<=\r?\n\r?\n)/);
    for (let count = 1; count < frames.length; count += 1) {
      const some = parse(upstream, [Buffer.from(frames.slice(0, count).join(''))]);
      if (some.some(({ type }) => type === 'end')) expect(contentOf(some)).toEqual(contentOf(events));
    }
  });

  const speaksFunctions = events.every((event) => event.type !== 'tool-call-start' || isPlain(event));
  const isWhole = events.at(-1)?.type === 'end';
  it.each(dialectIds.filter((caller) => dialects[caller].caller && isWhole))('means the same told in %s', (caller) => {
    const half = dialects[caller].caller;
    if (!half || (caller !== 'openai-responses' && !speaksFunctions)) return;
    const renderer = half.openRenderer(context);
    const told = events.map((event) => renderer.step(event)).join('');
    const again = parse(dialects[caller].upstream, [Buffer.from(told)]);
    expect(contentOf(again)).toEqual(contentOf(events));
    expect(reasonOf(again)).toBe(reasonOf(events));
    if (countOf(events)) expect(countOf(again)).toEqual(countOf(events));
    expect(again.at(-1)).toEqual({ type: 'end' });
    expect(again.filter(({ type }) => type === 'end')).toHaveLength(1);
  });

  it.each(dialectIds.filter((caller) => dialects[caller].caller))('ends once in %s, wherever it fails', (caller) => {
    const half = dialects[caller].caller;
    if (!half) return;
    const fault = new Fault('upstream-failed', {});
    for (let count = 0; count < events.length; count += 1) {
      const begun = events.slice(0, count);
      if (isOver(begun)) break;
      const renderer = half.openRenderer(context);
      const told = begun.map((event) => renderer.step(event)).join('');
      const failed = told + renderer.fail(fault, { requestId: 'req_1', origin: 'https://router.example' });
      expect(createFrameReader().feed(failed).length).toBeGreaterThan(0);
      const again = parse(dialects[caller].upstream, [Buffer.from(failed)]);
      expect(again.filter(({ type }) => type === 'error' || type === 'end').map(({ type }) => type)).toEqual(['error']);
    }
  });
});

function isPlain(event: ExchangeEvent & { type: 'tool-call-start' }): boolean {
  return event.kind === 'function' && event.namespace === null;
}

/** What was said: texts, refusals, and calls with their input. */
function contentOf(events: readonly ExchangeEvent[]) {
  const texts = { 'text-delta': '', 'refusal-delta': '' };
  const calls = new Map<number, { name: string; input: string }>();
  for (const event of events) {
    if (event.type === 'text-delta' || event.type === 'refusal-delta') texts[event.type] += event.text;
    if (event.type === 'tool-call-start') calls.set(event.block, { name: event.name, input: '' });
    const call = event.type === 'tool-call-delta' ? calls.get(event.block) : undefined;
    if (call && event.type === 'tool-call-delta') call.input += event.text;
  }
  const said = [...calls.values()].map(({ name, input }) => ({ name, input: input === '' ? '{}' : input }));
  return { text: Object.values(texts).join(''), calls: said };
}

/** Why it ended, as far as every dialect has a word for it. */
function reasonOf(events: readonly ExchangeEvent[]): FinishReason | null {
  const finish = events.find((event) => event.type === 'finish');
  return finish ? (coarse[finish.reason] ?? finish.reason) : null;
}

const coarse: Partial<Record<FinishReason, FinishReason>> = {
  'stop-sequence': 'stop',
  'context-length': 'length',
  pause: 'length',
  // Messages has one word for both.
  'content-filter': 'refusal',
};

/** What it came to; null where the upstream said nothing. */
function countOf(events: readonly ExchangeEvent[]) {
  let usage: Usage | null = null;
  for (const event of events)
    if (event.type === 'usage' || event.type === 'start') usage = mergeUsage(usage, event.usage);
  if (!usage) return null;
  const { inputTokens, cachedInputTokens, outputTokens } = usage;
  // Messages begins with one, whatever comes of it.
  return { inputTokens, cachedInputTokens: cachedInputTokens ?? 0, outputTokens: Math.max(1, outputTokens ?? 0) };
}

describe.each(dialectIds)('a conversation told to %s', (id) => {
  const { upstream, caller } = dialects[id];

  it('holds every text, image, name, schema and argument, whatever it is (field-failures 6, 7)', () => {
    fc.assert(
      fc.property(conversations, ({ conversation, texts, images, tools, calls }) => {
        const sent = upstream.renderRequest(conversation, context);
        const strings = stringsOf(JSON.parse(sent));
        for (const text of [...texts, ...images]) expect(strings.some((each) => each.includes(text))).toBe(true);
        for (const { name, schema } of tools) {
          expect(strings).toContain(name);
          expect(sent).toContain(schema);
        }
        for (const { input } of calls) expect(sent.includes(input) || sent.includes(JSON.stringify(input))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.skipIf(caller === null)('is read again as what it was', () => {
    fc.assert(
      fc.property(conversations, ({ conversation, tools, calls }) => {
        const sent = upstream.renderRequest(conversation, context);
        const request = caller?.parseRequest[operations[id] ?? 'embeddings']?.(sent, noHeaders);
        const again = request && caller?.parseConversation(request);
        if (!again) throw new Error('it was not read');
        const parts = again.turns.flatMap((turn) => turn.parts);
        const said = parts.filter((part) => part.type === 'tool-call');
        const results = parts.filter((part) => part.type === 'tool-result');
        expect(said.map(({ name, input }) => ({ name, input }))).toEqual(
          calls.map(({ name, input }) => ({ name, input })),
        );
        said.forEach((call, index) => {
          const result = results.find(({ callId }) => callId === call.id);
          const text = result?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
          expect(text).toContain(calls[index]?.result);
        });
        expect(
          again.tools.map((tool) => (tool.type === 'function' ? { name: tool.name, schema: tool.schema?.text } : null)),
        ).toEqual(tools);
        expect(again.foreign).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Every text in a JSON value, and names too. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return isObject(value) ? Object.values(value).flatMap(stringsOf) : [];
}
