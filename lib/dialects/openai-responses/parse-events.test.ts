import { describe, expect, it, test } from 'vitest';
import type { AnswerPart } from '../../exchange/answer';
import type { ExchangeEvent } from '../../exchange/events';
import { createFrameReader } from '../sse';
import { readEvents, streamOf, whole } from './__fixtures__/events';
import { responsesContext } from './__fixtures__/requests';
import { parseAnswer } from './parse-answer';
import { openParser } from './parse-events';

function parse(events: readonly string[]): ExchangeEvent[] {
  const parser = openParser(responsesContext());
  return [...events.flatMap((event) => parser.step(event, JSON.parse(event).type)), ...parser.end()];
}

/** What the events come to, put together. */
function collect(events: readonly ExchangeEvent[]): string[] {
  const blocks: string[] = [];
  for (const event of events) {
    if (event.type === 'tool-call-start')
      blocks[event.block] = `${event.kind} ${event.id} ${event.namespace}/${event.name} `;
    else if (event.type.endsWith('-start') && 'block' in event) blocks[event.block] = `${event.type.slice(0, -6)} `;
    else if (event.type === 'reasoning-break') blocks[event.block] += '¶';
    else if (event.type === 'reasoning-signature') blocks[event.block] += ` <${event.signature.id}>`;
    else if ('text' in event) blocks[event.block] += event.text;
  }
  return blocks;
}

function describePart(part: AnswerPart): string {
  if (part.type === 'tool-call') return `${part.kind} ${part.id} ${part.namespace}/${part.name} ${part.input}`;
  if (part.type !== 'reasoning') return `${part.type} ${part.text}`;
  return `reasoning ${part.texts.join('¶')}${part.signature ? ` <${part.signature.id}>` : ''}`;
}

const last = (events: readonly ExchangeEvent[]) => events.slice(-2);

describe('the events of a stream', () => {
  it.each(whole)('are in %s the same as the whole answer', (name) => {
    const events = readEvents(name);
    const answer = parseAnswer(JSON.stringify(JSON.parse(events.at(-1) ?? '').response), responsesContext());
    const parsed = parse(events);
    expect(collect(parsed)).toEqual(answer?.parts.map(describePart));
    expect(last(parsed)).toEqual([{ type: 'finish', reason: answer?.finish, stopSequence: null }, { type: 'end' }]);
    expect(parsed.find((event) => event.type === 'usage')).toEqual({ type: 'usage', usage: answer?.usage });
  });

  it.each(whole)('of %s start and end each block once, in order', (name) => {
    const open = new Set<number>();
    let next = 0;
    for (const event of parse(readEvents(name))) {
      if (event.type === 'finish') expect(open.size).toBe(0);
      if (!('block' in event)) continue;
      if (event.type.endsWith('-start')) {
        expect(event.block).toBe(next++);
        open.add(event.block);
      } else expect(open.has(event.block)).toBe(true);
      if (event.type === 'block-end') open.delete(event.block);
    }
  });

  it.each(whole)('of %s are the same wherever the bytes are cut (field-failures 5, 12)', (name) => {
    const stream = Buffer.from(streamOf(readEvents(name)));
    const expected = parse(readEvents(name));
    for (let at = 1; at < stream.length; at += 1) {
      const decoder = new TextDecoder();
      const reader = createFrameReader();
      const parser = openParser(responsesContext());
      const events: ExchangeEvent[] = [];
      for (const piece of [stream.subarray(0, at), stream.subarray(at)])
        for (const frame of reader.feed(decoder.decode(piece, { stream: true })))
          events.push(...parser.step(frame.data, frame.event));
      if (JSON.stringify(events) !== JSON.stringify(expected)) expect(events, `cut at ${at}`).toEqual(expected);
    }
  });

  it('tell a call without arguments as {} (field-failures 3)', () => {
    expect(collect(parse(readEvents('reasoning-function-call'))).at(-1)).toBe('function call_9QzU null/update_plan {}');
  });

  it('tell a freeform call’s text as it is (field-failures 8)', () => {
    expect(collect(parse(readEvents('apply-patch')))[1]).toBe(
      'custom call_patch1 null/apply_patch *** Begin Patch\n*** Update File: a.ts\n@@\n-const a = "1";\n+const a = "2"; // é\n*** End Patch',
    );
  });

  it('tell the citation and the log probabilities of a text', () => {
    expect(parse(readEvents('text'))).toContainEqual({
      type: 'text-annotation',
      block: 0,
      annotation: { url: 'https://example.org/bridge', title: 'The bridge', start: 0, end: 10 },
    });
    const logprobs = parse(readEvents('logprobs')).filter((event) => event.type === 'text-logprobs');
    expect(logprobs).toMatchObject([{ logprobs: [{ token: 'Yes', top: [{}, { token: 'No' }] }] }, {}]);
  });
});

describe('a stream that is not whole', () => {
  test('never looks complete (field-failures 15)', () => {
    for (const name of whole) {
      const events = readEvents(name);
      for (let count = 0; count < events.length; count += 1) {
        const types = parse(events.slice(0, count)).map((event) => event.type);
        expect(types).not.toContain('finish');
        expect(types).not.toContain('end');
      }
    }
  });

  it('says that it failed, and with which code', () => {
    expect(parse(readEvents('failed')).at(-1)).toEqual({ type: 'error', code: 'rate_limit_exceeded' });
    const error = { type: 'error', sequence_number: 3, code: 'server_error', message: 'x', param: null };
    expect(parse([JSON.stringify(error)])).toEqual([{ type: 'error', code: 'server_error' }]);
    const nested = { type: 'error', error: { code: 'context_length_exceeded', message: 'x' } };
    expect(parse([JSON.stringify(nested)])).toEqual([{ type: 'error', code: 'context_length_exceeded' }]);
  });

  it('is malformed where it is no JSON, or frames come twice or out of order', () => {
    const malformed = { type: 'error', code: 'malformed' };
    expect(openParser(responsesContext()).step('{"type":', null)).toEqual([malformed]);
    const events = readEvents('text');
    const delta = events[4] ?? '';
    expect(parse([...events.slice(0, 5), delta, ...events.slice(5)])).toContainEqual(malformed);
    const [a = '', b = ''] = events.slice(4, 6);
    expect(parse([...events.slice(0, 4), b, a])).toContainEqual(malformed);
    expect(
      parse([events[0] ?? '', '{"type":"response.function_call_arguments.delta","output_index":4,"delta":"{"}']),
    ).toContainEqual(malformed);
  });
});

describe('servers that differ', () => {
  const bare = (name: string) =>
    readEvents(name).map((event) => event.replace(/"sequence_number":\d+,/, '"sequence_number":0,'));

  it('may number no frames', () => {
    expect(parse(bare('text'))).toEqual(parse(readEvents('text')));
  });

  it.each(whole)('may say %s with its last event only', (name) => {
    const events = readEvents(name);
    const only = parse([events[0] ?? '', events.at(-1) ?? '']);
    expect(collect(only)).toEqual(collect(parse(events)));
    expect(last(only)).toEqual(last(parse(events)));
  });

  it.each(whole)('may say %s in whole items', (name) => {
    const events = readEvents(name).filter(
      (event) =>
        !/"type":"response\.(?:\w+\.)*(?:delta|added)"|_part|_text|annotation\.added|arguments|_input/.test(
          event.slice(0, 60),
        ),
    );
    expect(collect(parse(events))).toEqual(collect(parse(readEvents(name))));
  });

  it('may think aloud', () => {
    const events = [
      '{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs","summary":[]}}',
      '{"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"Hm"}',
      '{"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"m."}',
      '{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs","summary":[],"content":[{"type":"reasoning_text","text":"Hmm."}]}}',
      '{"type":"response.completed","response":{"status":"completed","output":[]}}',
    ];
    expect(parse(events).slice(1, 5)).toEqual([
      { type: 'reasoning-start', block: 0, isSummary: false },
      { type: 'reasoning-delta', block: 0, text: 'Hm' },
      { type: 'reasoning-delta', block: 0, text: 'm.' },
      { type: 'block-end', block: 0 },
    ]);
  });
});
