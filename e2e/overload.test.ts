import { describe, expect, test } from 'vitest';
import { ask, chat, faultOf, textOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { createGate, eventually } from './_support/eventually';
import { connect } from './_support/raw';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith } from './_support/scripts';

const alice = createToken('alice');

describe.each(doors)('more than the router may hold, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one'])],
      groups: [failover('default', ['up/one'])],
      callers: [caller('alice', alice, ['default'])],
    },
    settings: { ROUTER_MAX_IN_FLIGHT: '3', ROUTER_MAX_IN_FLIGHT_BYTES: '100000' },
  }));

  /** A request that says it is large, and never comes to its end. */
  async function beginHolding() {
    const socket = await connect(router.port);
    const holder = { socket, refused: false };
    socket.on('data', () => {
      holder.refused = true;
      socket.destroy();
    });
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: router\r\nauthorization: Bearer ${alice}\r\ncontent-type: application/json\r\ncontent-length: 90000\r\n\r\n{`,
    );
    return holder;
  }

  test('503 at once with Retry-After for a request too many, and serves again when one has ended', async () => {
    const gate = createGate();
    upstream.when('one', async (call) => {
      await gate.passed;
      await answersWith('in the end')(call);
    });
    const held = Array.from({ length: 3 }, () => ask(router, alice, 'default'));
    await eventually('three are under way', () => upstream.calls.length === 3);
    const refused = await ask(router, alice, 'default');
    expect([refused.headers.get('retry-after'), refused.headers.get('x-should-retry')]).toEqual(['1', 'true']);
    expect(await faultOf(refused)).toMatchObject({ status: 503, code: 'overloaded' });
    expect((await fetch(`${router.origin}/healthz`)).status).toBe(200);
    gate.open();
    for (const response of await Promise.all(held)) expect(await textOf(response)).toBe('in the end');
    expect(await textOf(await ask(router, alice, 'default'))).toBe('in the end');
  });

  test('503 for bytes too many, and serves again when those who hold them have left', async () => {
    let holder = await beginHolding();
    const big = chat('default', { pad: 'x'.repeat(20_000) });
    await eventually('the bytes are held', async () => {
      // One that came while another held its bytes was refused itself, and another has to.
      if (holder.refused) holder = await beginHolding();
      const response = await ask(router, alice, 'default', big);
      if (response.status === 200) return false;
      expect(await faultOf(response)).toMatchObject({ status: 503, code: 'overloaded' });
      return true;
    });
    holder.socket.destroy();
    await eventually('the bytes are free', async () => (await ask(router, alice, 'default', big)).status === 200);
  });
});
