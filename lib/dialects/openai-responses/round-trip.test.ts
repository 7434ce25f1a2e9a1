import { describe, expect, it, test } from 'vitest';
import { Fault } from '../../faults/fault';
import { relayContext } from '../__fixtures__/context';
import { openaiChat } from '../openai-chat';
import { createFrameReader } from '../sse';
import { translate } from '../translate';
import { openaiResponses } from '.';
import { codexRequest } from './__fixtures__/requests';
import { parseRequest } from './parse-request';
import { renderFaultEvent } from './render-fault';

/** Codex at a target that speaks Chat Completions. */
function codexAtChat() {
  if (!openaiResponses.caller) throw new Error('Responses has callers');
  const relay = translate(openaiResponses.caller, openaiChat.upstream);
  const context = relayContext({ request: parseRequest(codexRequest) });
  return { relay, context, sent: JSON.parse(relay.renderRequest(context)) };
}

describe('Codex at a target that knows neither freeform tools nor namespaces', () => {
  test('has its tools in other words (field-failures 8)', () => {
    const { sent } = codexAtChat();
    expect(sent.tools.map((tool: { function: { name: string } }) => tool.function.name)).toEqual([
      'view_image',
      'apply_patch',
      'mcp__github__search_issues',
    ]);
    expect(sent.tools[1].function.description).toContain('start: begin_patch end_patch');
  });

  test('sees the calls that it knows (field-failures 8)', () => {
    const { relay, context } = codexAtChat();
    const stream = relay.openStream?.(context);
    const patch = '*** Begin Patch\n"quoted" é\n*** End Patch';
    const call = (index: number, id: string, name: string, input: string) => ({
      choices: [
        { index: 0, delta: { tool_calls: [{ index, id, type: 'function', function: { name, arguments: input } }] } },
      ],
    });
    const chunks = [
      call(0, 'call_a', 'apply_patch', JSON.stringify({ input: patch })),
      call(1, 'call_b', 'mcp__github__search_issues', '{"query":"x"}'),
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } },
    ];
    const text = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
      .map((data) => stream?.step(data, null).text)
      .join('');
    const frames = createFrameReader().feed(text);
    const { response, type } = JSON.parse(frames.at(-1)?.data ?? '');
    expect(type).toBe('response.completed');
    expect(response.output).toMatchObject([
      { type: 'custom_tool_call', name: 'apply_patch', call_id: 'call_a', input: patch },
      { type: 'function_call', name: 'search_issues', namespace: 'mcp__github', arguments: '{"query":"x"}' },
    ]);
    expect(response.usage).toMatchObject({ input_tokens: 7, output_tokens: 3, total_tokens: 10 });
  });
});

it('tells of a failure before anything else as a response that was created and failed', () => {
  const text = renderFaultEvent(new Fault('upstream-timeout'), {
    requestId: 'req_1',
    origin: 'https://router.example',
  });
  const frames = createFrameReader().feed(text);
  expect(frames.map(({ event, data }) => [event, JSON.parse(data).sequence_number])).toEqual([
    ['response.created', 0],
    ['response.failed', 1],
  ]);
  expect(JSON.parse(frames[1]?.data ?? '').response.error.message).toContain('(upstream-timeout, request req_1');
});
