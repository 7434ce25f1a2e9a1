import { describe, expect, test } from 'vitest';
import { ask, faultOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { createGate, within } from './_support/eventually';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { ends, malformed, openStream, sendChunk, streams } from './_support/scripts';
import { readStream, summarize } from './_support/sse';

const alice = createToken('alice');

describe.each(doors)('a stream, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one', 'two'], { timeouts: { first_byte_ms: 2_000, idle_ms: 300 } })],
      groups: [failover('default', ['up/one', 'up/two'], { aliases: ['claude-alias'] })],
      callers: [caller('alice', alice, ['default'])],
    },
  }));
  const stream = (more: Record<string, unknown> = {}) => ask(router, alice, 'default', { stream: true, ...more });
  const readAll = async (response: Response) => summarize(await readStream(response).rest());

  test('is delivered piece by piece, as the upstream sends it', async () => {
    const gates = { 1: createGate(), 2: createGate() };
    upstream.when('one', streams(['first', 'second', 'third'], { gates }));
    const reader = readStream(await within('the headers come with the first content', stream()));
    const nextText = async () => {
      for (;;) {
        const event = await within('the next piece comes at once', reader.next(), 1_000);
        const text = summarize(event ? [event] : []).text;
        if (text !== '' || event === null) return text;
      }
    };
    expect(await nextText()).toBe('first');
    gates[1].open();
    expect(await nextText()).toBe('second');
    gates[2].open();
    expect(await nextText()).toBe('third');
    expect(summarize(await reader.rest())).toMatchObject({ done: true, endsOnce: true });
  });

  test('has the headers of a stream that no proxy may hold back', async () => {
    const response = await stream();
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    await response.text();
  });

  test('carries the name that was asked for, an alias too', async () => {
    for (const model of ['default', 'claude-alias'])
      expect((await readAll(await ask(router, alice, model, { stream: true }))).models).toEqual([model]);
  });

  test('keeps its status honest until the first content', async () => {
    upstream.when('one', malformed);
    upstream.when('two', streams([], { end: ends.early }));
    expect(await faultOf(await stream())).toMatchObject({ status: 502, code: 'upstream-failed' });
  });

  test.each(Object.entries(ends))(
    'that breaks off after its first content (%s) ends in one error event',
    async (name, end) => {
      upstream.when('one', streams(['half of it'], { end }));
      const answer = await readAll(await stream());
      expect(answer).toMatchObject({ text: 'half of it', done: false, endsOnce: true });
      expect(answer.error?.code).toBe(name === 'stall' ? 'upstream-timeout' : 'upstream-failed');
      expect(answer.error?.request_id).toMatch(/^req_[0-9a-f]{32}$/);
      expect(answer.error?.message).not.toContain('internal detail');
      expect(upstream.calls).toHaveLength(1);
    },
  );

  test('is whole when every choice has finished, though the upstream forgets to say so', async () => {
    upstream.when('one', streams(['all of it'], { done: false }));
    expect(await readAll(await stream())).toMatchObject({ text: 'all of it', done: true, endsOnce: true, error: null });
  });

  test('hides the usage it asks for itself, and shows it to whoever asks', async () => {
    const usageOf = async (more: object) =>
      (await readAll(await stream({ ...more }))).chunks.filter((chunk) => chunk.usage);
    expect(await usageOf({})).toEqual([]);
    expect(await usageOf({ stream_options: { include_usage: false } })).toEqual([]);
    expect(await usageOf({ stream_options: { include_usage: true } })).toMatchObject([{ choices: [] }]);
    for (const call of upstream.calls) expect(call.body.stream_options).toEqual({ include_usage: true });
    upstream.when('one', streams(['x'], { usage: 'merged' }));
    expect(await usageOf({})).toHaveLength(1);
  });

  test('with usage merged into its finish, or with none, ends as well as any', async () => {
    for (const usage of ['merged', 'none'] as const) {
      upstream.when('one', streams(['x'], { usage }));
      expect(await readAll(await stream())).toMatchObject({ text: 'x', done: true, endsOnce: true });
    }
  });

  test('says the same however the upstream cuts its bytes', async () => {
    const text = 'Zürich → 東京 👩‍👩‍👧 “naïve”';
    const chunk = { choices: [{ index: 0, delta: { content: text }, finish_reason: null }], model: 'x' };
    const finish = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], model: 'x' };
    const bytes = Buffer.from(
      `${[chunk, finish].map((each) => `data: ${JSON.stringify(each)}\r\n\r\n`).join('')}data: [DONE]\n\n`,
    );
    upstream.when('one', async (call) => {
      openStream(call);
      call.response.socket?.setNoDelay(true);
      for (const byte of bytes) {
        await new Promise<void>((resolve) => call.response.write(Buffer.from([byte]), () => resolve()));
      }
      call.response.end();
    });
    expect(await readAll(await stream())).toMatchObject({ text, done: true, endsOnce: true, models: ['default'] });
  });

  test('keeps tool calls that the upstream interleaves apart and whole', async () => {
    upstream.when('one', (call) => {
      openStream(call);
      const piece = (index: number, text: string) =>
        sendChunk(call, { delta: { tool_calls: [{ index, function: { arguments: text } }] } });
      for (const [index, text] of [
        [0, '{"a"'],
        [1, '{"b"'],
        [0, ':1}'],
        [1, ':2}'],
      ] as const)
        piece(index, text);
      sendChunk(call, { delta: {}, finish_reason: 'tool_calls' });
      call.response.end('data: [DONE]\n\n');
    });
    const events = await readStream(await stream()).rest();
    const joined: Record<number, string> = {};
    for (const { data } of events.filter((event) => event.data.startsWith('{')))
      for (const call of JSON.parse(data).choices[0].delta.tool_calls ?? [])
        joined[call.index] = (joined[call.index] ?? '') + call.function.arguments;
    expect(joined).toEqual({ 0: '{"a":1}', 1: '{"b":2}' });
  });
});
