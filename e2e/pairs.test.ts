import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dialectIds } from '@/lib/exchange/dialect-ids';
import { createToken } from './_support/configuration';
import { overEveryDialect, scriptedMock } from './_support/every-dialect';
import { useRouter } from './_support/router';

// Every dialect of callers over every dialect of targets, driven by the official SDKs against a mock of somebody else's.
// Through one door: what stands between the dialects is the same in both.
const alice = createToken('alice');
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const;
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe('every caller over every target', () => {
  const mock = scriptedMock();
  beforeAll(async () => void (await mock.start()));
  afterAll(async () => await mock.stop());

  const router = useRouter('direct', () => ({ configuration: overEveryDialect(mock.url, alice) }));
  const openai = () => new OpenAI({ baseURL: `${router.origin}/v1`, apiKey: alice, maxRetries: 0 });
  const anthropic = () => new Anthropic({ baseURL: router.origin, authToken: alice, apiKey: null, maxRetries: 0 });

  describe.each([...dialectIds])('Chat Completions over %s', (model) => {
    const tools = [{ type: 'function' as const, function: { name: 'get_weather', parameters: schema } }];
    const ask = (content: string) => ({ model, messages: [{ role: 'user' as const, content }] });

    test('a text, whole and streamed', async () => {
      const whole = await openai().chat.completions.create(ask('hello'));
      expect(whole.choices[0]?.message.content).toBe('Hi there, how are you today? 😀');
      expect(whole).toMatchObject({ model, object: 'chat.completion', choices: [{ finish_reason: 'stop' }] });
      expect(whole.usage?.total_tokens).toBeGreaterThan(0);
      const stream = openai().chat.completions.stream({ ...ask('hello'), stream_options: { include_usage: true } });
      const streamed = await stream.finalChatCompletion();
      expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
      expect(streamed.choices[0]?.finish_reason).toBe('stop');
      expect(streamed.usage?.total_tokens).toBeGreaterThan(0);
    });

    test('two tools called at once, and their results told', async () => {
      const whole = await openai().chat.completions.create({ ...ask('weather'), tools });
      const calls = whole.choices[0]?.message.tool_calls ?? [];
      expect(whole.choices[0]?.finish_reason).toBe('tool_calls');
      expect(calls.map((call) => call.type === 'function' && JSON.parse(call.function.arguments))).toEqual([
        { city: 'Zürich' },
        { city: 'Bern' },
      ]);
      const stream = openai().chat.completions.stream({ ...ask('weather'), tools });
      const streamed = (await stream.finalChatCompletion()).choices[0]?.message.tool_calls ?? [];
      expect(
        streamed.map((call) => call.type === 'function' && [call.function.name, JSON.parse(call.function.arguments)]),
      ).toEqual([
        ['get_weather', { city: 'Zürich' }],
        ['get_weather', { city: 'Bern' }],
      ]);
      const messages = [
        { role: 'user' as const, content: 'weather' },
        { role: 'assistant' as const, content: null, tool_calls: calls },
        ...calls.map((call) => ({ role: 'tool' as const, tool_call_id: call.id, content: 'sunny' })),
      ];
      const told = await openai().chat.completions.create({ model, messages, tools });
      expect(told.choices[0]?.message.content).toBe('It is sunny in Zürich.');
    });

    test('an image, and an answer with a schema', async () => {
      const content = [
        { type: 'text' as const, text: 'look' },
        { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${pixel}` } },
      ];
      const seen = await openai().chat.completions.create({ model, messages: [{ role: 'user', content }] });
      expect(seen.choices[0]?.message.content).toBe('One pixel.');
      const response_format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
      const extracted = await openai().chat.completions.parse({ ...ask('extract'), response_format });
      expect(JSON.parse(extracted.choices[0]?.message.content ?? '')).toEqual({ city: 'Bern' });
    });
  });

  describe.each([...dialectIds])('Responses over %s', (model) => {
    const tools = [{ type: 'function' as const, name: 'get_weather', parameters: schema, strict: false }];

    test('a text, whole and streamed', async () => {
      const whole = await openai().responses.create({ model, input: 'hello' });
      expect(whole.output_text).toBe('Hi there, how are you today? 😀');
      expect(whole).toMatchObject({ model, object: 'response', status: 'completed' });
      expect(whole.usage?.total_tokens).toBeGreaterThan(0);
      const stream = openai().responses.stream({ model, input: 'hello' });
      const numbers: number[] = [];
      stream.on('event', (event) => void numbers.push(event.sequence_number));
      const streamed = await stream.finalResponse();
      expect(streamed.output_text).toBe(whole.output_text);
      expect(streamed.status).toBe('completed');
      // What passes through is the upstream's own, and this one gives no numbers.
      if (model !== 'openai-responses') expect(numbers).toEqual(numbers.map((_, index) => index));
    });

    test('two tools called at once, and their results told', async () => {
      const whole = await openai().responses.create({ model, input: 'weather', tools });
      const stream = openai().responses.stream({ model, input: 'weather', tools });
      const streamed = await stream.finalResponse();
      for (const { output } of [whole, streamed]) {
        const calls = output.flatMap((item) =>
          item.type === 'function_call' ? [[item.name, JSON.parse(item.arguments)]] : [],
        );
        expect(calls).toEqual([
          ['get_weather', { city: 'Zürich' }],
          ['get_weather', { city: 'Bern' }],
        ]);
      }
      const results = whole.output
        .filter((item) => item.type === 'function_call')
        .map(({ call_id }) => ({ type: 'function_call_output' as const, call_id, output: 'sunny' }));
      const input = [{ role: 'user' as const, content: 'weather' }, ...whole.output, ...results];
      const told = await openai().responses.create({ model, input: input as OpenAI.Responses.ResponseInput, tools });
      expect(told.output_text).toBe('It is sunny in Zürich.');
    });

    test('reasoning comes in the dialect’s own items', async () => {
      const include = ['reasoning.encrypted_content' as const];
      const reasoning = { effort: 'low' as const, summary: 'auto' as const };
      const answer = await openai().responses.create({ model, input: 'think', include, reasoning });
      expect(answer.output_text).toBe('Four.');
      const thought = answer.output.find((item) => item.type === 'reasoning');
      expect(JSON.stringify(thought)).toContain('Two and two.');
    });
  });

  describe.each([...dialectIds])('Messages over %s', (model) => {
    const tools = [{ name: 'get_weather', input_schema: { ...schema, required: [...schema.required] } }];
    const ask = (content: string) => ({ model, max_tokens: 4096, messages: [{ role: 'user' as const, content }] });

    test('a text, whole and streamed', async () => {
      const whole = await anthropic().messages.create(ask('hello'));
      expect(whole.content).toMatchObject([{ type: 'text', text: 'Hi there, how are you today? 😀' }]);
      expect(whole).toMatchObject({ model, type: 'message', role: 'assistant', stop_reason: 'end_turn' });
      expect(whole.usage.output_tokens).toBeGreaterThan(0);
      const streamed = await anthropic().messages.stream(ask('hello')).finalMessage();
      expect(streamed.content).toMatchObject([{ type: 'text', text: 'Hi there, how are you today? 😀' }]);
      expect(streamed.stop_reason).toBe('end_turn');
      expect(streamed.usage.input_tokens).toBeGreaterThan(0);
    });

    test('two tools called at once, and their results told', async () => {
      const whole = await anthropic().messages.create({ ...ask('weather'), tools });
      const streamed = await anthropic()
        .messages.stream({ ...ask('weather'), tools })
        .finalMessage();
      for (const { content, stop_reason } of [whole, streamed]) {
        expect(stop_reason).toBe('tool_use');
        expect(content.filter((block) => block.type === 'tool_use').map(({ name, input }) => [name, input])).toEqual([
          ['get_weather', { city: 'Zürich' }],
          ['get_weather', { city: 'Bern' }],
        ]);
      }
      const results = whole.content
        .filter((block) => block.type === 'tool_use')
        .map(({ id }) => ({ type: 'tool_result' as const, tool_use_id: id, content: 'sunny' }));
      const told = await anthropic().messages.create({
        ...ask('weather'),
        tools,
        messages: [
          { role: 'user', content: 'weather' },
          { role: 'assistant', content: whole.content },
          { role: 'user', content: results },
        ],
      });
      expect(told.content).toMatchObject([{ type: 'text', text: 'It is sunny in Zürich.' }]);
    });

    test('an image, and a count of tokens', async () => {
      const image = { type: 'base64' as const, media_type: 'image/png' as const, data: pixel };
      const content = [
        { type: 'image' as const, source: image },
        { type: 'text' as const, text: 'look' },
      ];
      const seen = await anthropic().messages.create({ ...ask(''), messages: [{ role: 'user', content }] });
      expect(seen.content).toMatchObject([{ type: 'text', text: 'One pixel.' }]);
      const count = await anthropic().messages.countTokens({ model, messages: [{ role: 'user', content: 'hello' }] });
      expect(count.input_tokens).toBeGreaterThan(0);
    });
  });
});
