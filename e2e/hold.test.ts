import { describe, expect, test } from 'vitest';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { createGate, within } from './_support/eventually';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { openStream, sendChunk, stalls, streams } from './_support/scripts';
import { readStream, summarize } from './_support/sse';

const alice = createToken('alice');

describe.each(doors)('a stream whose first content is late, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one', 'two'], { timeouts: { first_byte_ms: 400, idle_ms: 400 } })],
      groups: [failover('default', ['up/one', 'up/two'])],
      callers: [caller('alice', alice, ['default'])],
    },
    settings: { ROUTER_HOLD_MS: '50' },
  }));
  const stream = () => ask(router, alice, 'default', { stream: true });

  test('gets a 200 and a comment after the hold, and then its content', async () => {
    const gate = createGate();
    upstream.when('one', streams(['worth the wait'], { gates: { 0: gate } }));
    const response = await within('the status comes although no content does', stream(), 1_000);
    expect(response.status).toBe(200);
    const reader = readStream(response);
    expect(await within('a comment comes', reader.next(), 1_000)).toMatchObject({ comment: 'keep-alive', data: '' });
    gate.open();
    expect(summarize(await reader.rest())).toMatchObject({ text: 'worth the wait', done: true, endsOnce: true });
  });

  test('still falls over to the next target behind the 200', async () => {
    upstream.when('one', stalls);
    upstream.when('two', streams(['from the second']));
    const response = await stream();
    expect(response.status).toBe(200);
    const events = await readStream(response).rest();
    // What came too late for a header.
    expect(events.map(({ comment }) => comment)).toContain('x-router-attempts: 2');
    expect(summarize(events)).toMatchObject({
      text: 'from the second',
      comments: 2,
      done: true,
      endsOnce: true,
      error: null,
    });
    expect(upstream.calls.map((call) => call.body.model)).toEqual(['one', 'two']);
  });

  test('ends in one error event when every target fails behind the 200', async () => {
    upstream.when('one', stalls);
    upstream.when('two', stalls);
    const answer = summarize(await readStream(await stream()).rest());
    expect(answer).toMatchObject({ text: '', done: false, endsOnce: true, error: { code: 'upstream-timeout' } });
  });

  test("passes an upstream's own 400 on as an error event in its own words", async () => {
    upstream.when('one', async (call) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      call.response.writeHead(400, { 'content-type': 'application/json' });
      call.response.end('{"error":{"message":"max_tokens is too large","code":"bad_max"}}');
    });
    const answer = summarize(await readStream(await stream()).rest());
    expect(answer).toMatchObject({ done: false, endsOnce: true });
    expect(answer.error?.message).toContain('max_tokens is too large');
    expect(upstream.calls).toHaveLength(1);
  });

  test('keeps lifecycle frames back until there is content', async () => {
    upstream.when('one', (call) => {
      openStream(call);
      sendChunk(call, { delta: { role: 'assistant', content: '' } });
    });
    const reader = readStream(await stream());
    const events = await reader.rest();
    expect(events[0]).toMatchObject({ comment: 'keep-alive' });
    expect(summarize(events)).toMatchObject({ text: 'pong', done: true, endsOnce: true });
    // The role of the target that fell silent is not among them: each answer has one.
    expect(events.filter((event) => event.data.includes('"role"'))).toHaveLength(1);
  });
});
