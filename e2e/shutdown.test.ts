import { describe, expect, test } from 'vitest';
import { ask, get, textOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { createGate, eventually, within } from './_support/eventually';
import { connect } from './_support/raw';
import { startRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { ends, streams } from './_support/scripts';
import { readStream, summarize } from './_support/sse';
import { readUsage } from './_support/usage';

const alice = createToken('alice');

describe.each(doors)('the end of a router, through the %s door', (door) => {
  const upstream = useUpstream();
  const start = (settings: Record<string, string> = {}) =>
    startRouter(door, {
      configuration: {
        providers: [provider('up', upstream.url, ['one', 'two'])],
        groups: [failover('default', ['up/one']), failover('slow', ['up/two'])],
        callers: [caller('alice', alice, ['default', 'slow'])],
      },
      settings,
    });

  test('SIGTERM finishes the stream under way, takes no new connection, and loses no record', async () => {
    const router = await start();
    try {
      const gate = createGate();
      upstream.when('one', streams(['before ', 'after'], { gates: { 1: gate } }));
      const reader = readStream(await ask(router, alice, 'default', { stream: true }));
      const events = [await reader.next()];
      const { exited, origin } = router;
      router.kill('SIGTERM');
      await eventually('new connections are refused', async () => {
        const answer = await fetch(`${origin}/healthz`, { headers: { connection: 'close' } }).catch(() => null);
        return answer === null;
      });
      gate.open();
      const answer = summarize([...events, ...(await reader.rest())].filter((event) => event !== null));
      expect(answer).toMatchObject({ text: 'before after', done: true, endsOnce: true });
      // Next ends as a process does that a signal ended; the direct door ends well.
      expect(await within('the process ends', exited, 15_000)).toBe(door === 'direct' ? 0 : 143);
      expect(await readUsage(router)).toMatchObject([{ outcome: 'completed', inputTokens: 1000 }]);
    } finally {
      await router.remove();
    }
  });

  test('a process killed under load has recorded every request that it had finished, once', async () => {
    const router = await start();
    try {
      const finished: string[] = [];
      upstream.when('two', streams(['never ends'], { end: ends.stall }));
      const open = await Promise.all(Array.from({ length: 5 }, () => ask(router, alice, 'slow', { stream: true })));
      let stop = false;
      const load = Array.from({ length: 8 }, async () => {
        while (!stop) {
          const response = await ask(router, alice, 'default').catch(() => null);
          if (!response?.ok) continue;
          const id = response.headers.get('x-request-id') ?? '';
          if ((await response.text().catch(() => '')) !== '') finished.push(id);
        }
      });
      await eventually('a hundred requests have ended', () => finished.length > 100, 20_000);
      // What had ended by now had some milliseconds to reach the spool.
      const settled = [...finished];
      const settledAt = performance.now();
      await eventually('50 ms have passed since', () => performance.now() - settledAt > 50);
      await eventually('others have ended since', () => finished.length > settled.length + 20);
      const { exited } = router;
      router.kill('SIGKILL');
      await within('the process ends', exited);
      stop = true;
      await Promise.all(load);
      await Promise.all(open.map((response) => response.text().catch(() => '')));

      await router.restart();
      expect(await textOf(await ask(router, alice, 'default'))).toBe('pong');
      const ids = (await readUsage(router)).map((record) => record.requestId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(settled.filter((id) => !ids.includes(id))).toEqual([]);
    } finally {
      await router.remove();
    }
  });
});

describe('connections that clients keep open', () => {
  test('do not hold a shutdown up, used or not', async () => {
    const router = await startRouter('direct');
    try {
      await (await get(router, '/healthz')).text();
      const unused = await connect(router.port);
      const startedAt = performance.now();
      const { exited } = router;
      router.kill('SIGTERM');
      expect(await within('the process ends', exited, 5_000)).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(4_000);
      unused.destroy();
    } finally {
      await router.remove();
    }
  });
});

describe('a shutdown that takes too long', () => {
  const upstream = useUpstream();

  test('ends what is still under way in words its caller reads, and says so in its record', async () => {
    const router = await startRouter('direct', {
      configuration: {
        providers: [provider('up', upstream.url, ['one'])],
        groups: [failover('default', ['up/one'])],
        callers: [caller('alice', alice, ['default'])],
      },
      settings: { ROUTER_DRAIN_MS: '200' },
    });
    try {
      upstream.when('one', streams(['for ever'], { end: ends.stall }));
      const reader = readStream(await ask(router, alice, 'default', { stream: true }));
      await reader.next();
      const { exited } = router;
      router.kill('SIGTERM');
      const last = (await reader.rest()).filter((event) => event !== null).at(-1);
      expect(JSON.parse(last?.data ?? '')).toMatchObject({ error: { code: 'overloaded' } });
      expect(await within('the process ends', exited, 10_000)).toBe(0);
      expect(await readUsage(router)).toMatchObject([{ outcome: 'failed', fault: 'overloaded', status: 200 }]);
    } finally {
      await router.remove();
    }
  });
});
