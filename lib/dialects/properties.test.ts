import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectIds } from '../exchange/dialect-ids';
import type { ExchangeEvent } from '../exchange/events';
import { type ExchangeRequest, noHeaders, type OperationId } from '../exchange/request';
import { Fault } from '../faults/fault';
import { dialects, relayFor } from '.';
import { relayContext } from './__fixtures__/context';
import { conversations } from './__fixtures__/conversations';
import { eventStreams, type Said } from './__fixtures__/event-streams';
import { wireForms } from './__fixtures__/wire-requests';
import { conversationOf } from './conversation-of';
import type { CallerHalf } from './dialect';
import { isObject } from './json-values';
import { createFrameReader, type Frame } from './sse';

// What holds for conversations and answers that nobody thought of, from the caller's own bytes on.
const callers = dialectIds.flatMap((id) => {
  const half = dialects[id].caller;
  const operation = wireForms(true)[id]?.operation;
  return half && operation ? [{ id, half, operation }] : [];
});
const pairs = callers.flatMap((caller) =>
  dialectIds.filter((target) => target !== caller.id).map((target) => [caller.id, target, caller] as const),
);

function read(half: CallerHalf, operation: OperationId, body: string): ExchangeRequest {
  const request = half.parseRequest[operation]?.(body, noHeaders);
  if (!request) throw new Error('it was not read');
  return request;
}

describe.each(pairs)('a request in %s for a target of %s', (_caller, target, { id, half, operation }) => {
  it('keeps every text, image, name, schema and argument (field-failures 6, 7)', () => {
    fc.assert(
      fc.property(conversations, fc.boolean(), ({ conversation, texts, images, tools, calls }, plain) => {
        const request = read(half, operation, wireForms(plain)[id]?.write(conversation) ?? '');
        const { foreign, unread } = conversationOf(half, request);
        expect({ foreign, unread }).toEqual({ foreign: [], unread: [] });
        const sent = relayFor(id, operation, target)?.renderRequest(relayContext({ request })) ?? '';
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
});

/** Asks for all that an answer can hold. */
const asking = {
  'openai-chat': { messages: [{ role: 'user', content: 'a' }], stream_options: { include_usage: true } },
  'openai-responses': { input: 'a' },
  'anthropic-messages': { messages: [{ role: 'user', content: 'a' }], thinking: { type: 'adaptive' } },
  gemini: {},
};

/** A dialect's own last words, of which every stream has one. */
function isTerminal({ data, event }: Frame): boolean {
  if (data === '[DONE]' || event === 'message_stop' || event === 'error') return true;
  return data.startsWith('{"error"') || /^response\.(completed|incomplete|failed)$/.test(event ?? '');
}

describe.each(callers)('an answer told in $id', ({ id, half, operation }) => {
  const request = read(
    half,
    operation,
    JSON.stringify({ model: 'general', max_tokens: 100, stream: true, ...asking[id] }),
  );
  const context = relayContext({ request });

  it('says what was said, however its pieces came, and ends once (field-failures 1, 2, 3, 4)', () => {
    fc.assert(
      fc.property(eventStreams, ({ events, said }) => {
        const renderer = half.openRenderer(context);
        const frames = createFrameReader().feed(events.map((event) => renderer.step(event)).join(''));
        expect(frames.map(isTerminal)).toEqual(frames.map((_, index) => index === frames.length - 1));
        for (const { data } of frames) if (data !== '[DONE]') expect(isObject(JSON.parse(data))).toBe(true);
        // Messages has no word for a refusal: it is a text, and the reason of the end.
        expect(heard(frames)).toEqual(id === 'anthropic-messages' ? { ...said, refusal: '' } : said);
      }),
      { numRuns: 200 },
    );
  });

  it('ends once where it fails in the middle of anything', () => {
    fc.assert(
      fc.property(eventStreams, fc.nat(1000), ({ events }, place) => {
        const renderer = half.openRenderer(context);
        const begun = events.slice(0, place % events.length).map((event) => renderer.step(event));
        const end = renderer.fail(new Fault('upstream-failed', {}), {
          requestId: 'req_1',
          origin: 'https://a.example',
        });
        const frames = createFrameReader().feed(begun.join('') + end);
        expect(frames.map(isTerminal)).toEqual(frames.map((_, index) => index === frames.length - 1));
      }),
      { numRuns: 100 },
    );
  });

  function heard(frames: readonly Frame[]): Said {
    const parser = dialects[id].upstream.openParser(context);
    const events = frames.flatMap(({ data, event }) => parser.step(data, event));
    expect(events.at(-1)).toEqual({ type: 'end' });
    return collect(events);
  }
});

function collect(events: readonly ExchangeEvent[]): Said {
  const said = { words: '', reasoning: '', refusal: '' };
  const calls = new Map<number, { id: string; name: string; input: string }>();
  for (const event of events) {
    if (event.type === 'text-delta' || event.type === 'refusal-delta') said.words += event.text;
    if (event.type === 'reasoning-delta') said.reasoning += event.text;
    if (event.type === 'refusal-delta') said.refusal += event.text;
    if (event.type === 'tool-call-start') calls.set(event.block, { id: event.id, name: event.name, input: '' });
    const call = event.type === 'tool-call-delta' ? calls.get(event.block) : undefined;
    if (call && event.type === 'tool-call-delta') call.input += event.text;
  }
  return { ...said, calls: [...calls.values()].map((call) => ({ ...call, input: call.input || '{}' })) };
}

/** Every text in a JSON value. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return isObject(value) ? Object.values(value).flatMap(stringsOf) : [];
}
