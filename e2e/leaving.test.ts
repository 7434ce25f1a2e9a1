import { describe, expect, test } from 'vitest';
import { ask, chat, get, textOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { eventually } from './_support/eventually';
import { connect } from './_support/raw';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { ends, stalls, stallsAfterHeaders, streams } from './_support/scripts';
import { readUsage } from './_support/usage';

const alice = createToken('alice');

describe.each(doors)('a caller who leaves, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one', 'two'])],
      groups: [failover('default', ['up/one', 'up/two'])],
      callers: [caller('alice', alice, ['default'])],
    },
    settings: { ROUTER_HOLD_MS: '300' },
  }));
  /** What each request is called, so that its record can be found. */
  const expected = new Map<string, { stream: boolean; attempts: number }>();
  let count = 0;

  function nextId(stream: boolean, attempts: number): string {
    count += 1;
    const id = `req_${String(count).padStart(32, '0')}`;
    expected.set(id, { stream, attempts });
    return id;
  }

  function head(id: string, length: string): string {
    return `POST /v1/chat/completions HTTP/1.1\r\nhost: router\r\nauthorization: Bearer ${alice}\r\ncontent-type: application/json\r\nx-request-id: ${id}\r\n${length}\r\n\r\n`;
  }

  /** Sends a whole request and gives the connection. */
  async function begin(stream: boolean, more: Record<string, unknown> = {}) {
    const body = JSON.stringify(chat('default', { stream, ...more }));
    const socket = await connect(router.port);
    socket.write(head(nextId(stream, 1), `content-length: ${Buffer.byteLength(body)}`) + body);
    return socket;
  }

  const upstreamHasCall = () => eventually('the upstream is called', () => upstream.calls[0]);
  const upstreamIsLeft = async () => {
    const startedAt = performance.now();
    await eventually('the upstream call has ended', () => upstream.calls.every((call) => call.leftAt !== null), 2_000);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(upstream.calls.map((call) => call.body.model)).not.toContain('two');
  };

  test.each([
    ['whole answer', false, stalls],
    ['whole answer that has begun', false, stallsAfterHeaders],
    ['stream', true, stalls],
    ['stream that has begun', true, stallsAfterHeaders],
  ] as const)('while it waits for a %s ends the upstream call within a second', async (_name, stream, script) => {
    upstream.when('one', script);
    const socket = await begin(stream);
    await upstreamHasCall();
    socket.destroy();
    await upstreamIsLeft();
  });

  test('behind the hold, with a 200 and a comment, ends the upstream call within a second', async () => {
    upstream.when('one', stalls);
    const socket = await begin(true);
    let received = '';
    socket.on('data', (piece) => {
      received += piece;
    });
    await eventually('the comment comes', () => received.includes(': keep-alive'));
    socket.destroy();
    await upstreamIsLeft();
  });

  test('mid-stream ends the upstream call within a second', async () => {
    upstream.when('one', streams(['a', 'b'], { end: ends.stall }));
    const socket = await begin(true);
    let received = '';
    socket.on('data', (piece) => {
      received += piece;
    });
    await eventually('the second piece comes', () => received.includes('"b"'));
    socket.destroy();
    await upstreamIsLeft();
  });

  test('while a stream is pouring, thirty at once, ends every upstream call', async () => {
    upstream.when(
      'one',
      streams(
        Array.from({ length: 20 }, (_, index) => `piece ${index} `),
        { end: ends.stall },
      ),
    );
    const sockets = await Promise.all(Array.from({ length: 30 }, () => begin(true)));
    await eventually('all thirty are under way', () => upstream.calls.length === 30);
    for (const [index, socket] of sockets.entries()) {
      // Some leave in good order, some with a reset, some having read nothing.
      if (index % 3 === 0) socket.resetAndDestroy();
      else socket.destroy();
    }
    await upstreamIsLeft();
  });

  test('while sending the body calls nobody', async () => {
    for (const length of ['content-length: 5000', 'transfer-encoding: chunked']) {
      const socket = await connect(router.port);
      socket.write(head(nextId(false, 0), length));
      socket.write(
        length.startsWith('t') ? '20\r\n{"model":"default","messages":[' : '{"model":"default","messages":[',
      );
      // An answer to another request shows that the half of this one has been read.
      expect((await get(router, '/healthz')).status).toBe(200);
      socket.destroy();
    }
    expect(upstream.calls).toHaveLength(0);
  });

  test('leaves a router that serves on, with one record of each who left', async () => {
    expect(await textOf(await ask(router, alice, 'default'))).toBe('pong');
    const output = router.output();
    for (const word of ['ERR_INVALID_STATE', 'unhandled', 'unexpected error', 'Error:'])
      expect(output).not.toContain(word);
    const records = await readUsage(router);
    expect(records).toHaveLength(expected.size + 1);
    for (const [id, { stream, attempts }] of expected) {
      const found = records.filter((record) => record.requestId === id);
      expect(found).toMatchObject([{ outcome: 'cancelled', status: 499, fault: null, attempts }]);
      if (attempts) expect(found).toMatchObject([{ stream, providerId: 'up', tries: [{ result: 'cancelled' }] }]);
    }
  });
});
