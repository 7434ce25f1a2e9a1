import { LLMock } from '@copilotkit/aimock';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';

const alice = createToken('alice');
const weatherTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
} as const;

describe.each(doors)('the official openai SDK, through the %s door', (door) => {
  const mock = new LLMock({ port: 0, chunkSize: 4 });
  mock.onMessage('hello', { content: 'Hi there, how are you today?' });
  mock.onMessage('weather', {
    toolCalls: [
      { name: 'get_weather', arguments: '{"city":"Zürich"}' },
      { name: 'get_weather', arguments: '{"city":"Bern"}' },
    ],
  });
  mock.onMessage('extract', { content: '{"name":"Ada","born":1815}' });
  mock.onEmbedding('vector', { embedding: [0.5, -0.25, 1] });
  beforeAll(async () => void (await mock.start()));
  afterAll(async () => await mock.stop());

  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('mock', `${mock.url}/v1`, [{ id: 'gpt', upstream_model: 'gpt-4o-mini' }])],
      groups: [failover('default', ['mock/gpt'], { aliases: ['gpt-alias'] })],
      callers: [caller('alice', alice, ['default'])],
    },
  }));
  const client = () => new OpenAI({ baseURL: `${router.origin}/v1`, apiKey: alice, maxRetries: 0 });
  const ask = (content: string) => ({ model: 'default', messages: [{ role: 'user' as const, content }] });

  test('lists models and retrieves one', async () => {
    const ids: string[] = [];
    for await (const model of client().models.list()) ids.push(model.id);
    expect(ids).toEqual(['default']);
    expect(await client().models.retrieve('default')).toMatchObject({ id: 'default', owned_by: 'smart-llmrouter' });
  });

  test('gets a whole answer under the name it asked for, with a request id', async () => {
    for (const model of ['default', 'gpt-alias']) {
      const answer = await client().chat.completions.create({ ...ask('hello'), model });
      expect(answer.choices[0]?.message.content).toBe('Hi there, how are you today?');
      expect(answer.model).toBe(model);
      expect(answer._request_id).toMatch(/^req_[0-9a-f]{32}$/);
      expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    }
    expect(mock.getLastRequest()?.body).toMatchObject({ model: 'gpt-4o-mini' });
  });

  test('streams a text, without a usage chunk that nobody asked for', async () => {
    const stream = await client().chat.completions.create({ ...ask('hello'), stream: true });
    let text = '';
    let count = 0;
    for await (const chunk of stream) {
      count += 1;
      expect(chunk.model).toBe('default');
      expect(chunk.choices).toHaveLength(1);
      expect(chunk.usage ?? null).toBeNull();
      text += chunk.choices[0]?.delta.content ?? '';
    }
    expect(text).toBe('Hi there, how are you today?');
    expect(count).toBeGreaterThan(5);
    expect(mock.getLastRequest()?.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  test('gets the usage chunk of a stream when it asks for it', async () => {
    const stream = await client().chat.completions.create({
      ...ask('hello'),
      stream: true,
      stream_options: { include_usage: true },
    });
    const last: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) last.push(chunk);
    expect(last.at(-1)).toMatchObject({ choices: [], model: 'default', usage: { total_tokens: expect.any(Number) } });
  });

  test('accumulates a stream with its own helpers', async () => {
    const runner = client().chat.completions.stream({ ...ask('hello'), stream_options: { include_usage: true } });
    expect(await runner.finalContent()).toBe('Hi there, how are you today?');
    expect((await runner.totalUsage()).completion_tokens).toBeGreaterThan(0);
    expect((await runner.finalChatCompletion()).choices[0]?.finish_reason).toBe('stop');
  });

  test('calls tools, in a whole answer and in a stream', async () => {
    const cities = ['{"city":"Zürich"}', '{"city":"Bern"}'];
    const whole = await client().chat.completions.create({ ...ask('weather'), tools: [weatherTool] });
    expect(whole.choices[0]?.finish_reason).toBe('tool_calls');
    expect(argumentsOf(whole.choices[0]?.message.tool_calls)).toEqual(cities);
    const runner = client().chat.completions.stream({ ...ask('weather'), tools: [weatherTool] });
    const streamed = await runner.finalChatCompletion();
    expect(argumentsOf(streamed.choices[0]?.message.tool_calls)).toEqual(cities);
    expect(mock.getLastRequest()?.body).toMatchObject({ tools: [weatherTool] });
  });

  test('parses structured output', async () => {
    const person = z.object({ name: z.string(), born: z.number() });
    const answer = await client().chat.completions.parse({
      ...ask('extract'),
      response_format: zodResponseFormat(person, 'person'),
    });
    expect(answer.choices[0]?.message.parsed).toEqual({ name: 'Ada', born: 1815 });
    expect(mock.getLastRequest()?.body).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true } },
    });
  });

  test('embeds texts', async () => {
    // Left out, the SDK asks for base64, which the mock does not speak.
    const answer = await client().embeddings.create({
      model: 'default',
      input: 'a vector please',
      encoding_format: 'float',
    });
    expect(answer.model).toBe('default');
    expect(answer.data[0]?.embedding).toEqual([0.5, -0.25, 1]);
  });
});

function argumentsOf(calls: OpenAI.ChatCompletionMessageToolCall[] | undefined): string[] {
  return (calls ?? []).map((call) => (call.type === 'function' ? call.function.arguments : ''));
}
