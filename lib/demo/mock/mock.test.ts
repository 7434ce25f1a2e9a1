import OpenAI from 'openai';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mockOrigin } from '../../exchange/mock-origin';
import { createUpstreamAgent } from '../../upstream/agent';
import { answerMock } from './answer';
import { exampleOf } from './example-of';
import { type MockServer, startMock } from './server';

const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] }, days: { type: 'integer' } },
      required: ['city', 'unit'],
    },
  },
};
const asked = (content: string) => [{ role: 'user' as const, content }];

let mock: MockServer;
let client: OpenAI;
beforeAll(async () => {
  mock = await startMock(1, 60);
  client = new OpenAI({ baseURL: `${mock.origin}/v1`, apiKey: 'none', maxRetries: 0 });
});
afterAll(() => mock.stop());

describe('the mock provider, asked by the OpenAI SDK', () => {
  it('says what it is and what it was asked', async () => {
    const answer = await client.chat.completions.create({ model: 'swift', messages: asked('Why is the sky blue?') });
    expect(answer.choices[0]?.message.content).toBe(
      `This is the demo's mock provider, model swift: no model has read this, and it costs nothing. You asked: "Why is the sky blue?".`,
    );
    expect(answer.usage?.total_tokens).toBeGreaterThan(20);
  });

  it('streams the same words one by one, with usage when it is asked for', async () => {
    const body = { model: 'steady', messages: asked('Hello') };
    const whole = await client.chat.completions.create(body);
    const stream = await client.chat.completions.create({
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    const pieces: string[] = [];
    let usage: unknown;
    for await (const chunk of stream) {
      pieces.push(chunk.choices[0]?.delta.content ?? '');
      usage = chunk.usage ?? usage;
    }
    expect(pieces.join('')).toBe(whole.choices[0]?.message.content);
    expect(pieces.length).toBeGreaterThan(10);
    expect(usage).toEqual(whole.usage);
  });

  it.each([
    ['the person names it', { messages: asked('Please use get_weather.') }],
    ['it must', { messages: asked('Hello'), tool_choice: 'required' as const }],
    [
      'it is told to',
      { messages: asked('Hello'), tool_choice: { type: 'function' as const, function: { name: 'get_weather' } } },
    ],
  ])('calls a tool when %s, with arguments that its schema allows, whole and streamed alike', async (_when, body) => {
    const whole = await client.chat.completions.create({ model: 'swift', tools: [weather], ...body });
    const streamed = await client.chat.completions
      .stream({ model: 'swift', tools: [weather], ...body })
      .finalChatCompletion();
    for (const answer of [whole, streamed]) {
      const [choice] = answer.choices;
      expect(choice?.finish_reason).toBe('tool_calls');
      const [call] = choice?.message.tool_calls ?? [];
      expect(call).toMatchObject({ function: { name: 'get_weather' } });
      expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toEqual({
        city: 'example',
        unit: 'celsius',
      });
    }
  });

  it('takes tools with free text and hosted ones, and calls those that it can', async () => {
    const free = { type: 'custom' as const, custom: { name: 'apply_patch' } };
    const answer = await client.chat.completions.create({
      ...{ model: 'swift', messages: asked('Use get_weather, please'), tools: [free, weather] },
    });
    const [call] = answer.choices[0]?.message.tool_calls ?? [];
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather' } });
    const alone = await client.chat.completions.create({
      ...{ model: 'swift', messages: asked('Hi'), tools: [free], tool_choice: 'required' as const },
    });
    expect(alone.choices[0]?.message.content).toContain('mock provider');
  });

  it('answers in words when nobody named a tool, and after a tool has answered', async () => {
    const calls = [{ id: 'call_1', type: 'function' as const, function: { name: 'get_weather', arguments: '{}' } }];
    const first = await client.chat.completions.create({ model: 'swift', messages: asked('Hi'), tools: [weather] });
    expect(first.choices[0]?.message.content).toContain('I call a tool when you name it: get_weather.');
    const after = await client.chat.completions.create({
      model: 'swift',
      tools: [weather],
      messages: [
        ...asked('use get_weather'),
        { role: 'assistant', tool_calls: calls },
        { role: 'tool', tool_call_id: 'call_1', content: '21 degrees' },
      ],
    });
    expect(after.choices[0]?.message.content).toContain('The tool answered: "21 degrees"');
  });

  it('answers in the shape that is asked for', async () => {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' }, age: { minimum: 18, type: 'integer' } },
      required: ['name', 'age'],
    };
    const answer = await client.chat.completions.create({
      model: 'swift',
      messages: asked('Who?'),
      response_format: { type: 'json_schema', json_schema: { name: 'person', schema } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({ name: 'example', age: 18 });
  });

  it('counts images', async () => {
    const image = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AAAA' } };
    const answer = await client.chat.completions.create({
      model: 'swift',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, image] }],
    });
    expect(answer.choices[0]?.message.content).toContain('You sent one image, which a mock cannot see.');
  });

  it('fails with the model that is there to fail, and knows no other', async () => {
    const call = (model: string) => client.chat.completions.create({ model, messages: asked('Hello') });
    await expect(call('broken')).rejects.toMatchObject({ status: 503 });
    await expect(call('gpt-9')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['steady', 'swift', 'wordsmith', 'broken']);
  });

  it('stops when whoever asked has left', async () => {
    const slow = await startMock(60_000);
    const leaving = new AbortController();
    const body = JSON.stringify({ model: 'swift', messages: asked('Hello'), stream: true });
    const answer = await fetch(`${slow.origin}/v1/chat/completions`, { method: 'POST', body, signal: leaving.signal });
    leaving.abort();
    await expect(answer.text()).rejects.toThrow();
    await slow.stop();
  });
});

it.each([
  [{ type: 'array', items: { type: 'number', maximum: 0 }, minItems: 2 }, [0, 0]],
  [{ anyOf: [{ type: 'null' }, { type: 'string' }] }, null],
  [{ $defs: { color: { enum: ['red'] } }, $ref: '#/$defs/color' }, 'red'],
  [{ type: 'string', minLength: 10, maxLength: 10 }, 'example...'],
  [{ type: 'string', format: 'email' }, 'someone@example.com'],
  [{ const: 7 }, 7],
  [true, null],
])('an example of %j is %j', (schema, example) => {
  expect(exampleOf(schema)).toEqual(example);
});

it('ends on a schema that refers to itself', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] };
  expect(JSON.stringify(exampleOf(schema)).length).toBeLessThan(200);
});

it.each([
  ['not json', 400],
  ['{"model":"swift","messages":[]}', 400],
])('refuses %s with %i', (body, status) => {
  expect(answerMock('POST', '/v1/chat/completions', body, 0)).toMatchObject({ status });
});

describe('the name that stays while the port changes', () => {
  it("leads the router's own agent to the mock, over connections that are kept", async () => {
    const agent = createUpstreamAgent(new Map([[mockOrigin, mock.origin]]));
    const connected: string[] = [];
    agent.on('connect', (origin) => connected.push(origin.host));
    for (let turn = 0; turn < 20; turn += 1) {
      const answer = await request(`${mockOrigin}/v1/models`, { dispatcher: agent });
      expect(answer.statusCode).toBe(200);
      await answer.body.dump();
    }
    // A pool may have opened one more before the first was free again.
    expect(connected.length).toBeLessThan(5);
    expect(new Set(connected)).toEqual(new Set([new URL(mock.origin).host]));
    await agent.destroy();
  });

  it('is no address where no mock is running', async () => {
    const agent = createUpstreamAgent();
    await expect(request(`${mockOrigin}/v1/models`, { dispatcher: agent })).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
    await agent.destroy();
  });
});

describe('a model that was switched', () => {
  const ask = (stream: boolean) =>
    request(`${mock.origin}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'swift', stream, messages: asked('Hello') }),
    });
  afterEach(() => mock.switches.set('swift', 'fine'));

  it('answers 503, and says that it was switched', async () => {
    mock.switches.set('swift', 'unavailable');
    const { statusCode, body } = await ask(false);
    expect([statusCode, await body.text()]).toEqual([503, expect.stringContaining('was switched to fail')]);
    const other = { model: 'steady', messages: asked('Hello') };
    expect((await client.chat.completions.create(other)).model).toBe('steady');
  });

  it('takes its time before the first byte', async () => {
    mock.switches.set('swift', 'slow');
    const begun = performance.now();
    const { statusCode, body } = await ask(true);
    expect(performance.now() - begun).toBeGreaterThan(50);
    expect([statusCode, await body.text()]).toEqual([200, expect.stringContaining('[DONE]')]);
  });

  it.each([true, false])('breaks off in the middle of its answer, streamed: %s', async (stream) => {
    mock.switches.set('swift', 'cut');
    const { statusCode, body } = await ask(stream);
    let text = '';
    const ended = (async () => {
      for await (const chunk of body) text += chunk;
    })();
    await expect(ended).rejects.toThrow();
    expect(statusCode).toBe(200);
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toContain('[DONE]');
  });

  it('is well again when it is switched back, and one that always fails can be made well', async () => {
    mock.switches.set('broken', 'fine');
    const answer = await client.chat.completions.create({ model: 'broken', messages: asked('Hello') });
    expect(answer.model).toBe('broken');
    mock.switches.set('broken', 'unavailable');
  });
});
