import { describe, expect, it, test } from 'vitest';
import type { Conversation } from '../../exchange/conversation';
import { noHeaders } from '../../exchange/request';
import { relayContext } from '../__fixtures__/context';
import { markSignature } from '../provenance';
import { claudeCode, framesOf, messagesRequest, readFixture } from './__fixtures__/read';
import { parseAnswer } from './parse-answer';
import { parseConversation } from './parse-conversation';
import { openParser } from './parse-events';
import { parseFault } from './parse-fault';
import { parseRequest } from './parse-request';
import { renderAnswer } from './render-answer';
import { openRenderer } from './render-events';
import { renderRequest } from './render-request';

const maker = '0123456789abcdef';
const context = relayContext({
  request: messagesRequest({ thinking: { type: 'adaptive' } }),
  maker,
  upstreamModel: 'claude-opus-4-8',
});

describe('a request that is read and written again', () => {
  it('keeps what Claude Code meant', () => {
    const mark = markSignature({ kind: 'signature', value: 'Eq==', id: null, maker }, maker);
    const before = parseConversation(parseRequest(claudeCode.replace('SIGNATURE', mark), noHeaders));
    const text = renderRequest(before, context);
    const after = parseConversation(parseRequest(text, noHeaders));
    expect(summary(after)).toEqual(summary(before));
    expect(text).toContain('"input":{"command":"npm test","timeout":1.0}');
    expect(text).toContain('"thinking":"Look first.","signature":"Eq=="');
    expect(text).toContain('<system-reminder>\\nThe user has opened a.ts.\\n</system-reminder>');
  });
});

/** What must be the same: proofs lose their mark, instructions in the middle are in other words, hosted tools stay behind. */
function summary({ instructions, turns, tools, output, reasoning, maxOutputTokens, endUser, foreign }: Conversation) {
  const parts = turns.flatMap((turn) => turn.parts);
  return {
    instructions,
    calls: parts.filter((part) => part.type === 'tool-call' || part.type === 'tool-result'),
    tools: tools.filter((tool) => tool.type === 'function'),
    output,
    reasoning,
    maxOutputTokens,
    endUser,
    foreign,
  };
}

describe('an answer that is read and written again', () => {
  const answer = parseAnswer(readFixture('message.json'), context);

  it('keeps its blocks, with the order and the numbers of arguments', () => {
    if (!answer) throw new Error('the fixture is an answer');
    const text = renderAnswer(answer, context);
    const rendered = JSON.parse(text);
    expect(rendered).toMatchObject({
      id: 'msg_00112233445566778899aabbccddeeff',
      model: 'general',
      stop_reason: 'tool_use',
      usage: { input_tokens: 3, cache_creation_input_tokens: 1200, cache_read_input_tokens: 18_000, output_tokens: 89 },
    });
    expect(rendered.content.map((block: { type: string }) => block.type)).toEqual([
      'thinking',
      'redacted_thinking',
      'text',
      'tool_use',
      'tool_use',
    ]);
    expect(rendered.content[0].signature).toMatch(/^rtr\.0123456789abcdef\.s\.\.EqQ/);
    expect(text).toContain('"input":{ "days": 1.0, "10": "b", "2": "a" }');
  });

  it.each(['', 'null', '{"type":"error","error":{"type":"api_error"}}', '{"choices":[]}'])('is none of %s', (text) => {
    expect(parseAnswer(text, context)).toBeNull();
  });

  test('says the same in a stream and whole (field-failures 35)', () => {
    const parser = openParser(context);
    const renderer = openRenderer(context);
    const frames = framesOf(readFixture('thinking-tools.sse'));
    const text = frames
      .flatMap(({ data, event }) => [...parser.step(data, event)].map((each) => renderer.step(each)))
      .join('');
    const again = openParser(context);
    const events = framesOf(text).flatMap(({ data, event }) => [...again.step(data, event)]);
    const first = openParser(context);
    const wanted = frames.flatMap(({ data, event }) => [...first.step(data, event)]);
    const said = (list: typeof events) => list.filter(({ type }) => /^(text|tool-call|finish)/.test(type));
    expect(said(events).filter((event) => !('text' in event) || event.text !== '{}')).toEqual(said(wanted));
    expect(events.findLast(({ type }) => type === 'usage')).toMatchObject({
      usage: { inputTokens: 472, outputTokens: 89 },
    });
  });
});

describe('a failure of an upstream', () => {
  it.each([
    ['{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}', 'rate_limit_error', 'Slow down'],
    ['{"error":{"code":"bad_thing","message":"x"}}', 'bad_thing', 'x'],
    ['{"message":"x"}', null, 'x'],
    ['<html>', null, null],
    ['{"type":"error","error":{"type":"sk-ant-api03-secret"}}', null, null],
  ])('%s', (text, code, message) => {
    expect(parseFault(text)).toEqual({ code, message });
  });
});
