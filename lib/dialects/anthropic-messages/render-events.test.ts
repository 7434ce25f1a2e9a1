import { describe, expect, it, test } from 'vitest';
import type { ExchangeEvent } from '../../exchange/events';
import { Fault } from '../../faults/fault';
import { relayContext } from '../__fixtures__/context';
import { createFrameReader } from '../sse';
import { messagesRequest } from './__fixtures__/read';
import { openRenderer } from './render-events';

const maker = '0123456789abcdef';
const request = messagesRequest({ stream: true, thinking: { type: 'adaptive' } });
const end: ExchangeEvent[] = [{ type: 'finish', reason: 'stop', stopSequence: null }, { type: 'end' }];
const usage = { inputTokens: 100, cachedInputTokens: 60, cacheWriteTokens: 30, outputTokens: 7, reasoningTokens: 2 };
const call = (block: number, id: string): ExchangeEvent => ({
  type: 'tool-call-start',
  block,
  id,
  name: 'read',
  namespace: null,
  kind: 'function',
});
const input = (block: number, text: string): ExchangeEvent => ({ type: 'tool-call-delta', block, text });
const close = (block: number): ExchangeEvent => ({ type: 'block-end', block });

function render(events: readonly ExchangeEvent[]) {
  const renderer = openRenderer(relayContext({ request, maker }));
  const frames = createFrameReader().feed(events.map((event) => renderer.step(event)).join(''));
  const wire = frames.map(({ data }) => JSON.parse(data));
  expect(frames.map(({ event }) => event)).toEqual(wire.map(({ type }) => type));
  return { wire, message: accumulate(wire) };
}

/** What a client makes of the events, and that they come in their order. */
function accumulate(wire: readonly ReturnType<typeof JSON.parse>[]) {
  expect(wire[0].type).toBe('message_start');
  const message = structuredClone(wire[0].message);
  const inputs: string[] = [];
  let open: number | null = null;
  for (const event of wire.slice(1)) {
    const block = message.content[event.index];
    if (event.type === 'content_block_start') {
      expect(open).toBeNull();
      expect(event.index).toBe(message.content.length);
      open = event.index;
      inputs.push('');
      message.content.push(structuredClone(event.content_block));
    } else if (event.type === 'content_block_delta') {
      expect(event.index).toBe(open);
      const { delta } = event;
      if (delta.type === 'text_delta') block.text += delta.text;
      else if (delta.type === 'thinking_delta') block.thinking += delta.thinking;
      else if (delta.type === 'signature_delta') block.signature = delta.signature;
      else if (delta.type === 'citations_delta') block.citations = [...(block.citations ?? []), delta.citation];
      else inputs[event.index] += delta.partial_json;
    } else if (event.type === 'content_block_stop') {
      expect(event.index).toBe(open);
      open = null;
      if (block.type === 'tool_use') block.input = JSON.parse(inputs[event.index] ?? '');
    } else if (event.type === 'message_delta') Object.assign(message, event.delta, { usage: event.usage });
  }
  expect(open).toBeNull();
  expect(wire.filter(({ type }) => type === 'message_start' || type === 'message_stop')).toHaveLength(2);
  expect(wire.at(-1).type).toBe('message_stop');
  return message;
}

describe('a stream in another dialect, told as a message', () => {
  test('has its start and end once, and the caller’s own name for the model (field-failures 4)', () => {
    const { message } = render([
      { type: 'start', usage: null },
      { type: 'text-start', block: 0 },
      { type: 'text-delta', block: 0, text: 'Hi "there"\n' },
      close(0),
      { type: 'usage', usage },
      ...end,
    ]);
    expect(message).toEqual({
      id: 'msg_00112233445566778899aabbccddeeff',
      type: 'message',
      role: 'assistant',
      model: 'general',
      content: [{ type: 'text', text: 'Hi "there"\n' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 30,
        cache_read_input_tokens: 60,
        output_tokens: 7,
        output_tokens_details: { thinking_tokens: 2 },
      },
    });
  });

  test('begins with an estimate of its input where nobody counted (field-failures 14, 16)', () => {
    const { wire, message } = render([
      { type: 'text-start', block: 0 },
      { type: 'text-delta', block: 0, text: 'four' },
      close(0),
      ...end,
    ]);
    const counted = {
      input_tokens: request.inputTokens.likely,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    };
    expect(wire[0].message.usage).toEqual({ ...counted, output_tokens: 1 });
    expect(message.usage).toEqual({ ...counted, output_tokens: 1 });
  });

  test('keeps two interleaved calls apart, byte for byte (field-failures 1, 2)', () => {
    const { message } = render([
      call(0, 'call_a'),
      call(1, 'functions.read:1'),
      input(1, '{"path":'),
      input(0, '{"n": '),
      input(1, '"b"}'),
      input(0, '1.0}'),
      close(0),
      close(1),
      { type: 'finish', reason: 'tool-calls', stopSequence: null },
      { type: 'end' },
    ]);
    expect(message.content).toEqual([
      { type: 'tool_use', id: 'call_a', name: 'read', input: { n: 1 } },
      { type: 'tool_use', id: 'functions.read:1', name: 'read', input: { path: 'b' } },
    ]);
    expect(message.stop_reason).toBe('tool_use');
  });

  test('writes no arguments as {} (field-failures 3)', () => {
    expect(render([call(0, 'a'), close(0), ...end]).message.content).toMatchObject([{ input: {} }]);
  });

  it('has no block for a text or a thought that never came', () => {
    const events: ExchangeEvent[] = [
      { type: 'reasoning-start', block: 0, isSummary: false },
      close(0),
      { type: 'text-start', block: 1 },
      { type: 'text-delta', block: 1, text: '' },
      close(1),
      ...end,
    ];
    expect(render(events).message.content).toEqual([]);
  });

  test('marks thoughts as their maker’s, signed or not (field-failures 19, 20)', () => {
    const events: ExchangeEvent[] = [
      { type: 'reasoning-start', block: 0, isSummary: true },
      { type: 'reasoning-delta', block: 0, text: 'one' },
      { type: 'reasoning-break', block: 0 },
      { type: 'reasoning-delta', block: 0, text: 'two' },
      { type: 'reasoning-signature', block: 0, signature: { kind: 'encrypted', value: 'gA=', id: 'rs_1', maker } },
      close(0),
      { type: 'reasoning-start', block: 1, isSummary: false },
      { type: 'reasoning-delta', block: 1, text: 'hm' },
      close(1),
      { type: 'reasoning-start', block: 2, isSummary: false },
      { type: 'reasoning-signature', block: 2, signature: { kind: 'redacted', value: 'Em=', id: null, maker } },
      close(2),
      ...end,
    ];
    expect(render(events).message.content).toEqual([
      { type: 'thinking', thinking: 'one\n\ntwo', signature: `rtr.${maker}.e.rs_1.gA=` },
      { type: 'thinking', thinking: 'hm', signature: `rtr.${maker}.s..` },
      { type: 'redacted_thinking', data: `rtr.${maker}.r..Em=` },
    ]);
  });

  it('puts the proof of a call beside it, before it where it is known in time', () => {
    const proof: ExchangeEvent = {
      type: 'tool-call-signature',
      block: 0,
      signature: { kind: 'thought', value: 'Cs=', id: null, maker: null },
    };
    const block = { type: 'redacted_thinking', data: `rtr.${maker}.t.call_a.Cs=` };
    const before = render([call(0, 'call_a'), proof, input(0, '{}'), close(0), ...end]).message.content;
    expect(before).toMatchObject([block, { type: 'tool_use', id: 'call_a' }]);
    const after = render([call(0, 'call_a'), input(0, '{}'), proof, close(0), ...end]).message.content;
    expect(after).toMatchObject([{ type: 'tool_use', id: 'call_a' }, block]);
  });

  it('has no thought before the text of whoever asked for none', () => {
    const renderer = openRenderer(relayContext({ request: messagesRequest({ stream: true }) }));
    const signature = { kind: 'encrypted', value: 'x', id: null, maker: null } as const;
    const events: ExchangeEvent[] = [
      { type: 'reasoning-start', block: 0, isSummary: true },
      { type: 'reasoning-delta', block: 0, text: 'hm' },
      { type: 'reasoning-signature', block: 0, signature },
      { type: 'block-end', block: 0 },
      { type: 'text-start', block: 1 },
      { type: 'text-delta', block: 1, text: 'Hi' },
      { type: 'block-end', block: 1 },
      { type: 'finish', reason: 'stop', stopSequence: null },
      { type: 'end' },
    ];
    const text = events.map((event) => renderer.step(event)).join('');
    expect(text).not.toContain('thinking');
    expect(text).toContain('"type":"content_block_start","index":0,"content_block":{"type":"text"');
  });

  it('tells of a refusal in words, and of addresses that were cited', () => {
    const { message } = render([
      { type: 'refusal-start', block: 0 },
      { type: 'refusal-delta', block: 0, text: 'No.' },
      close(0),
      { type: 'text-start', block: 1 },
      { type: 'text-delta', block: 1, text: 'See' },
      { type: 'text-annotation', block: 1, annotation: { url: 'https://a.example', title: null, start: 0, end: 3 } },
      close(1),
      { type: 'finish', reason: 'refusal', stopSequence: null },
      { type: 'end' },
    ]);
    expect(message.content).toMatchObject([
      { type: 'text', text: 'No.' },
      { type: 'text', text: 'See', citations: [{ type: 'web_search_result_location', url: 'https://a.example' }] },
    ]);
    expect(message.stop_reason).toBe('refusal');
  });

  it.each([
    ['stop', null, 'end_turn'],
    ['stop-sequence', 'END', 'stop_sequence'],
    ['length', null, 'max_tokens'],
    ['context-length', null, 'model_context_window_exceeded'],
    ['content-filter', null, 'refusal'],
    ['pause', null, 'pause_turn'],
  ] as const)('ends by %s as Anthropic says it', (reason, stopSequence, stop_reason) => {
    const { message } = render([
      { type: 'start', usage: null },
      { type: 'finish', reason, stopSequence },
      { type: 'end' },
    ]);
    expect(message).toMatchObject({ stop_reason, stop_sequence: stopSequence });
  });

  test('that fails ends with the dialect’s own error event (field-failures 23)', () => {
    const renderer = openRenderer(relayContext({ request }));
    renderer.step({ type: 'start', usage: null });
    const text = renderer.fail(new Fault('upstream-failed'), { requestId: 'req_1', origin: 'https://r.example' });
    const [frame] = createFrameReader().feed(text);
    expect(frame?.event).toBe('error');
    expect(JSON.parse(frame?.data ?? '')).toMatchObject({ type: 'error', error: { type: 'api_error' } });
  });
});
