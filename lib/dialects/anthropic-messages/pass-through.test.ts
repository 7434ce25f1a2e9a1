import { describe, expect, it, test } from 'vitest';
import { noHeaders, type RequestHeaders } from '../../exchange/request';
import { relayContext } from '../__fixtures__/context';
import type { RelayContext } from '../dialect';
import { markSignature } from '../provenance';
import { anthropicMessages } from '.';
import { claudeCode, framesOf, messagesRequest, readFixture, streams } from './__fixtures__/read';
import { parseRequest } from './parse-request';
import { passThrough } from './pass-through';

const maker = '0123456789abcdef';
const request = messagesRequest({ stream: true });
const mark = (value: string, from = maker) => markSignature({ kind: 'signature', value, id: null, maker: from }, from);
const other = 'f'.repeat(16);

function render(body: string, some: Partial<RelayContext> = {}, headers: RequestHeaders = noHeaders) {
  const context = relayContext({ request: parseRequest(body, headers), maker, ...some });
  return { text: passThrough.renderRequest(context), headers: passThrough.headers?.(context) };
}

describe('a request', () => {
  it('of Claude Code is its own bytes but for the model’s name', () => {
    expect(render(claudeCode).text).toBe(claudeCode.replace('"model":"general"', '"model":"upstream-model"'));
  });

  it('goes with its version and betas', () => {
    const headers = { anthropicVersion: '2099-01-01', anthropicBetas: ['a-1', 'context-management-2025-06-27'] };
    expect(render(claudeCode).headers).toEqual({ 'anthropic-version': '2023-06-01' });
    expect(render(claudeCode, {}, headers).headers).toEqual({
      'anthropic-version': '2099-01-01',
      'anthropic-beta': 'a-1,context-management-2025-06-27',
    });
  });

  test('loses a beta and its field together where the provider takes neither (field-failures 21)', () => {
    const headers = {
      anthropicVersion: null,
      anthropicBetas: ['a-1', 'context-management-2025-06-27', 'fast-mode-2026'],
    };
    const betas = new Set(['a-1']);
    const sent = render(claudeCode, { betas }, headers);
    expect(sent.headers).toEqual({ 'anthropic-version': '2023-06-01', 'anthropic-beta': 'a-1' });
    expect(JSON.parse(sent.text)).not.toHaveProperty('context_management');
    const first = '{"context_management":{}, "speed":"fast", "model":"general","messages":[] , "speed":"fast"}';
    expect(render(first, { betas }, headers).text).toBe('{"model":"upstream-model","messages":[]}');
    expect(JSON.parse(render(claudeCode, { betas }).text)).toHaveProperty('context_management');
  });

  test('takes its own marks off and leaves out what another has signed (field-failures 18, 19)', () => {
    const body = (...signatures: (string | undefined)[]) =>
      JSON.stringify({
        model: 'general',
        messages: [
          { role: 'user', content: 'x' },
          {
            role: 'assistant',
            content: [
              ...signatures.map((signature) => ({ type: 'thinking', thinking: 'so', signature })),
              { type: 'redacted_thinking', data: `rtr.${maker}.r..Em==` },
              { type: 'text', text: 'yes' },
            ],
          },
        ],
      });
    const sent = JSON.parse(render(body(mark('Eq=='), mark('Eq==', other), 'bare', '', mark(''), undefined)).text);
    expect(sent.messages[1].content).toEqual([
      { type: 'thinking', thinking: 'so', signature: 'Eq==' },
      { type: 'thinking', thinking: 'so', signature: 'bare' },
      { type: 'redacted_thinking', data: 'Em==' },
      { type: 'text', text: 'yes' },
    ]);
  });

  it('keeps every other byte of a conversation with marks in it', () => {
    const body = claudeCode.replace('SIGNATURE', mark('Eq=='));
    expect(render(body).text).toBe(claudeCode.replace('SIGNATURE', 'Eq==').replace('general', 'upstream-model'));
  });

  it('loses a turn of which nothing is left, and citations that another made', () => {
    const citation = { type: 'web_search_result_location', encrypted_index: mark('', other) };
    const body = JSON.stringify({
      model: 'general',
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'so', signature: mark('Eq', other) }] },
        { role: 'assistant', content: [{ type: 'text', text: 'a', citations: [citation, { encrypted_index: 'Eo' }] }] },
      ],
    });
    expect(JSON.parse(render(body).text).messages).toEqual([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: [{ type: 'text', text: 'a', citations: [{ encrypted_index: 'Eo' }] }] },
    ]);
  });

  it('goes without a budget in a tool loop that lost the thought it began with', () => {
    const body = (from: string) =>
      JSON.stringify({
        model: 'general',
        thinking: { type: 'enabled', budget_tokens: 2000 },
        messages: [
          { role: 'user', content: 'x' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'so', signature: mark('Eq==', from) },
              { type: 'tool_use', id: 'a', name: 'a', input: {} },
            ],
          },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a' }] },
        ],
      });
    expect(JSON.parse(render(body(maker)).text).thinking).toEqual({ type: 'enabled', budget_tokens: 2000 });
    expect(JSON.parse(render(body(other)).text).thinking).toEqual({ type: 'disabled' });
  });
});

describe('a whole answer', () => {
  const text = readFixture('message.json');

  it('is the upstream’s bytes but for the model’s name', () => {
    const relayed = passThrough.relayAnswer(text, relayContext({ request, maker, marks: false }));
    expect(relayed?.text).toBe(text.replace('claude-opus-4-8', 'general'));
    expect(relayed?.usage).toMatchObject({ inputTokens: 19_203, cachedInputTokens: 18_000, outputTokens: 89 });
  });

  it('has its proofs marked where the group has other targets', () => {
    const relayed = passThrough.relayAnswer(text, relayContext({ request, maker, marks: true }));
    const { content } = JSON.parse(relayed?.text ?? '');
    expect(content[0].signature).toMatch(new RegExp(`^rtr\\.${maker}\\.s\\.\\.EqQ`));
    expect(content[1].data).toBe(`rtr.${maker}.r..EmwKAhgBEgy3va3pzix`);
    expect(relayed?.text).toContain('"input": { "days": 1.0, "10": "b", "2": "a" }');
  });

  it.each(['', '[]', '{"type":"error","error":{}}', '{"choices":[]}'])('is none where it says %s', (wrong) => {
    expect(passThrough.relayAnswer(wrong, relayContext({ request }))).toBeNull();
  });
});

describe('a stream', () => {
  function relay(name: string, some: Partial<RelayContext> = {}, frames = framesOf(readFixture(`${name}.sse`))) {
    const stream = passThrough.openStream?.(relayContext({ request, maker, ...some }));
    const outputs = frames.map((frame) => stream?.step(frame.data, frame.event));
    return {
      text: outputs.map((output) => output?.text).join(''),
      signals: outputs.flatMap((output) => output?.signals ?? []),
      end: stream?.end(),
    };
  }

  it.each(['text', 'cache', 'thinking-tools', 'unknown'])('of %s is untouched but for the model’s name', (name) => {
    const { text, signals } = relay(name, { marks: false });
    expect(text).toBe(readFixture(`${name}.sse`).replace('claude-opus-4-8', 'general'));
    expect(signals.at(-1)).toEqual({ type: 'end' });
    expect(signals).toContainEqual({ type: 'content' });
  });

  it('has its proofs marked where the group has other targets', () => {
    const { text } = relay('thinking-tools', { marks: true });
    expect(text).toContain(`"signature_delta","signature":"rtr.${maker}.s..EqQBCkYIBxgCKkBlRcVJ1Aq+/XyIhZ2v8mW0q=="`);
    expect(text).toContain(`"data":"rtr.${maker}.r..EmwKAhgBEgy3va3pzix/LafPsn4aDFIT2Xlxh0L5L8rLVyIwxtE3"`);
    expect(text.replaceAll(/rtr\.\w+\.[sr]\.\./g, '')).toBe(relay('thinking-tools', { marks: false }).text);
  });

  test('is metered by all it reports, its cache included (field-failures 35, 36)', () => {
    const usages = relay('cache').signals.filter((signal) => signal.type === 'usage');
    expect(usages).toHaveLength(2);
    expect(usages.at(-1)).toMatchObject({ usage: { inputTokens: 19_203, cacheWriteTokens: 1200, outputTokens: 42 } });
    expect(relay('thinking-tools').signals.findLast((signal) => signal.type === 'usage')).toMatchObject({
      usage: { inputTokens: 472, outputTokens: 89 },
    });
  });

  test('begins once and names its events (field-failures 4)', () => {
    const { text } = relay('compatible');
    expect(text.match(/^event: message_start$/gm)).toHaveLength(1);
    expect(text.match(/^event: /gm)).toHaveLength(text.match(/^data: /gm)?.length ?? 0);
  });

  it.each(streams)('of %s has no content before the first words', (name) => {
    const frames = framesOf(readFixture(`${name}.sse`)).slice(0, name === 'compatible' ? 2 : 1);
    expect(relay(name, {}, frames).signals.filter((signal) => signal.type === 'content')).toEqual([]);
  });

  test('that is cut short is never whole (field-failures 15)', () => {
    const frames = framesOf(readFixture('text.sse'));
    for (let count = 0; count < frames.length; count += 1) {
      const { end } = relay('text', {}, frames.slice(0, count));
      const isWhole = count === frames.length - 1;
      expect(end).toEqual(
        isWhole
          ? { signals: [{ type: 'end' }], text: 'event: message_stop\ndata: {"type":"message_stop"}\n\n' }
          : { signals: [], text: '' },
      );
    }
  });

  it('that fails, breaks or stops without a reason is told as a failure', () => {
    expect(relay('overloaded').signals.at(-1)).toEqual({ type: 'error', code: 'overloaded_error' });
    expect(relay('overloaded').text).not.toContain('event: error');
    const broken = { type: 'error', code: 'malformed' };
    expect(relay('', {}, [{ event: null, data: '{' }]).signals).toEqual([broken]);
    expect(relay('', {}, [{ event: null, data: '{"type":"message_stop"}' }]).signals).toEqual([broken]);
  });
});

describe('a count', () => {
  const countTokens = anthropicMessages.passThrough['messages/count_tokens'];

  test('is the upstream’s own (field-failures 16)', () => {
    const context = relayContext({ request, maker });
    expect(countTokens?.path(context)).toBe('/messages/count_tokens');
    expect(countTokens?.relayAnswer('{ "input_tokens": 14 }', context)).toEqual({
      text: '{ "input_tokens": 14 }',
      usage: null,
    });
    expect(countTokens?.relayAnswer('{"error":"no such path"}', context)).toBeNull();
    expect(countTokens?.openStream).toBeUndefined();
  });
});
