import { describe, expect, test } from 'vitest';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { eventually } from './_support/eventually';
import { useRouter } from './_support/router';
import { type UpstreamCall, useUpstream } from './_support/scripted-upstream';
import { openStream, sendChunk } from './_support/scripts';
import { readStream, summarize } from './_support/sse';

const alice = createToken('alice');
const piece = 'x'.repeat(64 * 1024);
const pieces = 1_000;

describe.each(doors)('deadlines and slow readers, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, ['one'], { timeouts: { idle_ms: 400 } }),
        provider('brief', upstream.url, ['two'], { timeouts: { total_ms: 600 } }),
      ],
      groups: [failover('default', ['up/one']), failover('brief', ['brief/two'])],
      callers: [caller('alice', alice, ['default', 'brief'])],
    },
  }));

  test('a caller who reads slowly makes the upstream wait, is given all of it, and is not taken for idle', async () => {
    let sent = 0;
    upstream.when('one', async (call) => {
      openStream(call);
      for (; sent < pieces; sent += 1) {
        sendChunk(call, { delta: { content: piece } });
        if (call.response.writableNeedDrain) await drained(call);
      }
      sendChunk(call, { delta: {}, finish_reason: 'stop' });
      call.response.end('data: [DONE]\n\n');
    });
    const response = await ask(router, alice, 'default', { stream: true });
    let before = -1;
    let since = performance.now();
    await eventually(
      'the upstream has been made to wait for longer than it may be silent',
      () => {
        if (sent !== before) since = performance.now();
        before = sent;
        return performance.now() - since > 800;
      },
      20_000,
    );
    expect(sent).toBeLessThan(pieces / 2);
    const answer = summarize(await readStream(response).rest());
    expect(answer).toMatchObject({ done: true, endsOnce: true, error: null });
    expect(answer.text.length).toBe(piece.length * pieces);
  });

  test('a stream that never ends is ended by the total deadline', async () => {
    upstream.when('two', (call) => {
      openStream(call);
      const timer = setInterval(() => sendChunk(call, { delta: { content: '.' } }), 20);
      call.response.on('close', () => clearInterval(timer));
    });
    const startedAt = performance.now();
    const answer = summarize(await readStream(await ask(router, alice, 'brief', { stream: true })).rest());
    expect(answer).toMatchObject({ done: false, endsOnce: true, error: { code: 'upstream-timeout' } });
    expect(performance.now() - startedAt).toBeGreaterThan(500);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await eventually('the upstream call has ended', () => upstream.calls[0]?.leftAt, 1_000);
  });
});

function drained(call: UpstreamCall): Promise<void> {
  const { response } = call;
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
