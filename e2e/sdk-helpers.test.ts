import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { LLMock } from '@copilotkit/aimock';
import OpenAI from 'openai';
import { zodFunction, zodResponseFormat, zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dialectIds } from '@/lib/exchange/dialect-ids';
import { createToken } from './_support/configuration';
import { mockUsage, overEveryDialect } from './_support/every-dialect';
import { useRouter } from './_support/router';

// What the official SDKs do by themselves: read answers with a schema, run tools until there is nothing left to run, and
// build the answer up from a stream whose order they rely on.
const alice = createToken('alice');
const place = z.object({ city: z.string(), kind: z.enum(['town', 'village']).nullable() });
const asked = z.object({ city: z.string() });

describe('helpers of the official SDKs', () => {
  const mock = new LLMock({ port: 0, chunkSize: 4 });
  mock.on({ hasToolResult: true }, { content: 'It is sunny in both.', usage: mockUsage });
  mock.onMessage('extract', { content: '{"city":"Bern","kind":"town"}' });
  mock.onMessage('weather', {
    toolCalls: [
      { name: 'get_weather', arguments: '{"city":"Zürich"}' },
      { name: 'get_weather', arguments: '{"city":"Bern"}' },
    ],
  });
  mock.onMessage('plan', {
    content: 'Let me look.',
    reasoning: 'They want the weather.',
    reasoningSignature: 'c2lnbmVk',
    toolCalls: [{ name: 'get_weather', arguments: '{"city":"Zürich"}' }],
  });
  beforeAll(async () => void (await mock.start()));
  afterAll(async () => await mock.stop());
  const router = useRouter('direct', () => ({ configuration: overEveryDialect(mock.url, alice) }));
  const openai = () => new OpenAI({ baseURL: `${router.origin}/v1`, apiKey: alice, maxRetries: 0 });
  const anthropic = () => new Anthropic({ baseURL: router.origin, authToken: alice, apiKey: null, maxRetries: 0 });
  const user = (content: string) => [{ role: 'user' as const, content }];

  describe.each([...dialectIds])('over %s', (model) => {
    function weather() {
      const cities: string[] = [];
      const run = ({ city }: { city: string }) => {
        cities.push(city);
        return `sunny in ${city}`;
      };
      return { cities, run };
    }

    test('chat.completions.parse, with a schema and with a strict tool', async () => {
      const response_format = zodResponseFormat(place, 'place');
      const whole = await openai().chat.completions.parse({ model, messages: user('extract'), response_format });
      expect(whole.choices[0]?.message.parsed).toEqual({ city: 'Bern', kind: 'town' });
      const stream = openai().chat.completions.stream({ model, messages: user('extract'), response_format });
      expect((await stream.finalChatCompletion()).choices[0]?.message.parsed).toEqual({ city: 'Bern', kind: 'town' });
      const tools = [zodFunction({ name: 'get_weather', parameters: asked })];
      const calls = await openai().chat.completions.parse({ model, messages: user('weather'), tools });
      expect(calls.choices[0]?.message.tool_calls?.map((call) => call.function.parsed_arguments)).toEqual([
        { city: 'Zürich' },
        { city: 'Bern' },
      ]);
    });

    test('responses.parse, with a schema and with a strict tool', async () => {
      const text = { format: zodTextFormat(place, 'place') };
      const whole = await openai().responses.parse({ model, input: 'extract', text });
      expect(whole.output_parsed).toEqual({ city: 'Bern', kind: 'town' });
      const stream = openai().responses.stream({ model, input: 'extract', text });
      expect((await stream.finalResponse()).output_parsed).toEqual({ city: 'Bern', kind: 'town' });
      const tools = [zodResponsesFunction({ name: 'get_weather', parameters: asked })];
      const { output } = await openai().responses.parse({ model, input: 'weather', tools });
      expect(output.flatMap((item) => (item.type === 'function_call' ? [item.parsed_arguments] : []))).toEqual([
        { city: 'Zürich' },
        { city: 'Bern' },
      ]);
    });

    test.each([false, true])('chat.completions.runTools, streamed: %s', async (streams) => {
      const { cities, run } = weather();
      const tools = [zodFunction({ name: 'get_weather', parameters: asked, function: run })];
      const common = { model, messages: user('weather'), tools };
      const completions = openai().chat.completions;
      const runner = streams
        ? completions.runTools({ ...common, stream: true })
        : completions.runTools({ ...common, stream: false });
      expect(await runner.finalContent()).toBe('It is sunny in both.');
      expect(cities).toEqual(['Zürich', 'Bern']);
    });

    test.each([false, true])('beta.messages.toolRunner, streamed: %s', async (stream) => {
      const { cities, run } = weather();
      const tool = betaZodTool({ name: 'get_weather', description: 'The weather.', inputSchema: asked, run });
      const common = { model, max_tokens: 4096, messages: user('weather'), tools: [tool] };
      const messages = anthropic().beta.messages;
      const runner = stream
        ? messages.toolRunner({ ...common, stream: true })
        : messages.toolRunner({ ...common, stream: false });
      const last = await runner.runUntilDone();
      expect(last.content).toMatchObject([{ type: 'text', text: 'It is sunny in both.' }]);
      expect(last.stop_reason).toBe('end_turn');
      expect(cities.sort()).toEqual(['Bern', 'Zürich']);
    });

    test('messages.parse, with a schema', async () => {
      const output_config = { format: zodOutputFormat(place) };
      const common = { model, max_tokens: 4096, messages: user('extract'), output_config };
      const whole = await anthropic().messages.parse(common);
      expect(whole.parsed_output).toEqual({ city: 'Bern', kind: 'town' });
    });

    test('messages.stream: a thought, a text and a call, each whole before the next begins', async () => {
      const order: string[] = [];
      const tools = [{ name: 'get_weather', input_schema: { ...z.toJSONSchema(asked), type: 'object' as const } }];
      const thinking = { type: 'enabled' as const, budget_tokens: 1024 };
      const request = { model, max_tokens: 4096, messages: user('plan'), tools, thinking };
      const stream = anthropic().messages.stream(request);
      const told = { text: '', thinking: '', json: '' };
      stream.on('streamEvent', (event) => {
        const index = 'index' in event ? ` ${event.index}` : '';
        const kind = event.type === 'content_block_start' ? ` ${event.content_block.type}` : '';
        if (event.type !== 'content_block_delta') order.push(`${event.type}${index}${kind}`);
      });
      stream.on('text', (delta) => {
        told.text += delta;
      });
      stream.on('thinking', (delta) => {
        told.thinking += delta;
      });
      stream.on('inputJson', (delta) => {
        told.json += delta;
      });
      const message = await stream.finalMessage();
      expect(told).toEqual({ text: 'Let me look.', thinking: 'They want the weather.', json: '{"city":"Zürich"}' });
      expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text', 'tool_use']);
      expect(message.content[2]).toMatchObject({ name: 'get_weather', input: { city: 'Zürich' } });
      expect(message.stop_reason).toBe('tool_use');
      expect(order.filter((event) => event !== 'ping')).toEqual([
        'message_start',
        ...['content_block_start 0 thinking', 'content_block_stop 0'],
        ...['content_block_start 1 text', 'content_block_stop 1'],
        ...['content_block_start 2 tool_use', 'content_block_stop 2'],
        'message_delta',
        'message_stop',
      ]);
    });

    test('what a turn thought and called goes back to it', async () => {
      const tools = [{ name: 'get_weather', input_schema: { ...z.toJSONSchema(asked), type: 'object' as const } }];
      const thinking = { type: 'enabled' as const, budget_tokens: 1024 };
      const common = { model, max_tokens: 4096, tools, thinking };
      const first = await anthropic().messages.create({ ...common, messages: user('plan') });
      const result = first.content
        .filter((block) => block.type === 'tool_use')
        .map(({ id }) => ({ type: 'tool_result' as const, tool_use_id: id, content: 'sunny' }));
      const after = await anthropic().messages.create({
        ...common,
        messages: [...user('plan'), { role: 'assistant', content: first.content }, { role: 'user', content: result }],
      });
      expect(after.content.at(-1)).toMatchObject({ type: 'text', text: 'It is sunny in both.' });
    });
  });
});
