import { accumulateResponse } from 'openai/lib/responses/ResponseAccumulator';
import type { Response, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { describe, expect, it, test } from 'vitest';
import type { ExchangeEvent, FinishReason, Usage } from '../../exchange/events';
import { Fault } from '../../faults/fault';
import type { RelayContext } from '../dialect';
import { createFrameReader } from '../sse';
import { readEvents, whole } from './__fixtures__/events';
import { responsesContext } from './__fixtures__/requests';
import { parseAnswer } from './parse-answer';
import { openParser } from './parse-events';
import { renderAnswer } from './render-answer';
import { openRenderer } from './render-events';

const faultContext = { requestId: 'req_1', origin: 'https://router.example' };
const wanting = { include: ['reasoning.encrypted_content'], instructions: 'Be brief.' };
const counted: Usage = {
  inputTokens: 10,
  cachedInputTokens: 4,
  cacheWriteTokens: null,
  outputTokens: 5,
  reasoningTokens: null,
};

function render(events: readonly ExchangeEvent[], context: RelayContext = responsesContext(wanting)) {
  const renderer = openRenderer(context);
  return readFrames(events.map((event) => renderer.step(event)).join(''));
}

function readFrames(text: string) {
  return createFrameReader()
    .feed(text)
    .map(({ event, data }) => {
      const frame = JSON.parse(data);
      expect(event).toBe(frame.type);
      return frame;
    });
}

function relayed(name: string, context = responsesContext(wanting)) {
  const parser = openParser(context);
  return render(
    readEvents(name).flatMap((event) => parser.step(event, null)),
    context,
  );
}

/** As OpenAI's SDK puts a stream together. */
function accumulate(frames: readonly ResponseStreamEvent[]): Response {
  let response: Response | undefined;
  for (const frame of frames) response = accumulateResponse(frame, response);
  if (!response) throw new Error('no response');
  return response;
}

const ended = (reason: FinishReason = 'stop'): ExchangeEvent[] => [
  { type: 'usage', usage: counted },
  { type: 'finish', reason, stopSequence: null },
  { type: 'end' },
];

describe('a stream for the caller', () => {
  it.each(whole)('of %s is created once, ends once and counts its frames from 0', (name) => {
    const frames = relayed(name);
    const types = frames.map((frame) => frame.type);
    expect(frames.map((frame) => frame.sequence_number)).toEqual(frames.map((_, index) => index));
    expect(types.slice(0, 2)).toEqual(['response.created', 'response.in_progress']);
    expect(types.filter((type) => type === 'response.created')).toHaveLength(1);
    const terminal = name === 'incomplete' ? 'response.incomplete' : 'response.completed';
    expect(types.filter((type) => /response\.(completed|incomplete|failed)$/.test(type))).toEqual([terminal]);
    expect(types.at(-1)).toBe(terminal);
  });

  it.each(whole)('of %s has its items one after the other', (name) => {
    let open: { index: number; id: string } | null = null;
    let next = 0;
    for (const frame of relayed(name)) {
      if (frame.type === 'response.output_item.added') {
        expect(open).toBeNull();
        expect(frame.output_index).toBe(next++);
        open = { index: frame.output_index, id: frame.item.id };
      } else if (frame.output_index !== undefined) {
        expect(frame.output_index).toBe(open?.index);
        expect(frame.item_id ?? frame.item.id).toBe(open?.id);
        if (frame.type === 'response.output_item.done') open = null;
      }
    }
    expect(open).toBeNull();
  });

  it.each(whole)(
    'of %s is, put together by the SDK before its end, what the end says and the whole answer is',
    (name) => {
      const context = responsesContext(wanting);
      const frames = relayed(name, context);
      const upstream = JSON.stringify(JSON.parse(readEvents(name).at(-1) ?? '').response);
      const answer = parseAnswer(upstream, context);
      const wholeAnswer = answer && JSON.parse(renderAnswer(answer, context));
      const { output } = accumulate(frames.slice(0, -1));
      const { response } = frames.at(-1);
      expect(output).toEqual(response.output);
      expect(wholeAnswer).toEqual({ ...response, service_tier: wholeAnswer.service_tier });
    },
  );

  test('counts in the names of this dialect (field-failures 14)', () => {
    const { response } = render(ended()).at(-1);
    expect(response.usage).toEqual({
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 15,
    });
  });

  it('repeats what the caller asked, to the byte, and the name they asked for', () => {
    const body = { ...wanting, temperature: 0.5, metadata: { a: 'b' }, tools: [{ type: 'function', name: 'f' }] };
    for (const { response } of render(ended(), responsesContext(body)).slice(0, 2)) {
      expect(response).toMatchObject({
        ...{ id: 'resp_00112233445566778899aabbccddeeff', object: 'response', created_at: 1_790_000_000 },
        ...{ model: 'our "group"', status: 'in_progress', output: [], error: null, usage: null },
        ...{ instructions: 'Be brief.', temperature: 0.5, metadata: { a: 'b' }, tools: body.tools, store: false },
      });
    }
  });

  it('keeps interleaved calls apart (field-failures 2)', () => {
    const call = (block: number): ExchangeEvent => ({
      ...{ type: 'tool-call-start', block, id: `call_${block}`, name: 'f', namespace: null, kind: 'function' },
    });
    const piece = (block: number, text: string): ExchangeEvent => ({ type: 'tool-call-delta', block, text });
    const frames = render([
      ...[call(0), call(1), piece(1, '{"b"'), piece(0, '{"a"'), piece(1, ':2}'), piece(0, ':1}')],
      ...[{ type: 'block-end', block: 0 } as const, { type: 'block-end', block: 1 } as const, ...ended('tool-calls')],
    ]);
    expect(accumulate(frames.slice(0, -1)).output).toMatchObject([
      { call_id: 'call_0', arguments: '{"a":1}', status: 'completed' },
      { call_id: 'call_1', arguments: '{"b":2}', status: 'completed' },
    ]);
  });

  it.each([
    ['length', 'max_output_tokens', 'incomplete'],
    ['context-length', 'max_output_tokens', 'incomplete'],
    ['content-filter', 'content_filter', 'incomplete'],
    ['stop-sequence', undefined, 'completed'],
  ] as const)('that ended for %s says so, and which item was cut', (reason, said, status) => {
    const text: ExchangeEvent[] = [
      ...[{ type: 'text-start', block: 0 } as const, { type: 'text-delta', block: 0, text: 'Once' } as const],
      { type: 'block-end', block: 0 },
    ];
    const { response, type } = render([...text, ...ended(reason)]).at(-1);
    expect(type).toBe(`response.${status}`);
    expect(response.status).toBe(status);
    expect(response.incomplete_details?.reason).toBe(said);
    expect(response.output[0].status).toBe(status);
  });
});

describe('proof of reasoning', () => {
  const signed: ExchangeEvent[] = [
    { type: 'reasoning-start', block: 0, isSummary: false },
    { type: 'reasoning-delta', block: 0, text: 'Why not' },
    {
      ...{ type: 'reasoning-signature', block: 0 },
      signature: { kind: 'signature', value: 'EqQB/w==', id: null, maker: 'x' },
    },
    { type: 'block-end', block: 0 },
  ];

  test('goes to the caller under its maker’s mark, if they want it (field-failures 18, 20)', () => {
    const { output } = render([...signed, ...ended()]).at(-1).response;
    expect(output).toMatchObject([
      {
        ...{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Why not' }] },
        encrypted_content: 'rtr.0123456789abcdef.s..EqQB/w==',
      },
    ]);
    const plain = render([...signed, ...ended()], responsesContext()).at(-1).response;
    expect(plain.output[0]).not.toHaveProperty('encrypted_content');
  });

  test('of a call goes as an item of its own that names the call', () => {
    const frames = render([
      { type: 'tool-call-start', block: 0, id: 'call_7', name: 'f', namespace: null, kind: 'function' },
      { type: 'tool-call-signature', block: 0, signature: { kind: 'thought', value: 'sig', id: null, maker: 'x' } },
      ...[{ type: 'block-end', block: 0 } as const, ...ended('tool-calls')],
    ]);
    expect(frames.at(-1).response.output).toMatchObject([
      { type: 'function_call', arguments: '{}' },
      { type: 'reasoning', summary: [], encrypted_content: 'rtr.0123456789abcdef.t.call_7.sig' },
    ]);
    expect(accumulate(frames.slice(0, -1)).output).toEqual(frames.at(-1).response.output);
  });
});

describe('a stream that fails', () => {
  test('ends with response.failed, and never with response.completed (field-failures 15)', () => {
    const renderer = openRenderer(responsesContext(wanting));
    const begun = [
      { type: 'start', usage: null } as const,
      { type: 'text-start', block: 0 } as const,
      { type: 'text-delta', block: 0, text: 'It was' } as const,
    ].map((event) => renderer.step(event));
    const frames = readFrames(begun.join('') + renderer.fail(new Fault('upstream-failed'), faultContext));
    expect(frames.map((frame) => frame.sequence_number)).toEqual(frames.map((_, index) => index));
    expect(frames.at(-1)).toMatchObject({
      type: 'response.failed',
      response: {
        status: 'failed',
        error: { code: 'server_error', message: expect.stringContaining('(upstream-failed, request req_1, https://') },
      },
    });
  });

  it.each([
    [new Fault('upstream-rate-limited'), 'rate_limit_exceeded'],
    [new Fault('budget-exhausted', { retry: false }), 'insufficient_quota'],
    [new Fault('budget-exhausted', { retry: true }), 'rate_limit_exceeded'],
    [new Fault('no-eligible-target'), 'invalid_prompt'],
    [new Fault('internal'), 'server_error'],
  ])('says %s in a code that Codex acts on: %s', (fault, code) => {
    const frames = readFrames(openRenderer(responsesContext()).fail(fault, faultContext));
    expect(frames.map((frame) => frame.type)).toEqual(['response.created', 'response.in_progress', 'response.failed']);
    expect(frames.at(-1).response.error.code).toBe(code);
  });
});
