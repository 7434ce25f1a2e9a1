import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedConnector, type Resolve } from './connector';
import { guardedRequest } from './guarded-request';
import { createEgressRule } from './rule';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** An origin on loopback that answers with what it was asked for. */
async function listen(answer: http.RequestListener = (request, response) => response.end(request.headers.host)) {
  let connections = 0;
  const server = http.createServer(answer).on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** Each of these for one question, and the last for all that follow. */
function answering(...answers: string[][]) {
  let asked = 0;
  const resolve: Resolve = (_host, done) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    const family = (address: string) => (address.includes(':') ? 6 : 4);
    setImmediate(
      done,
      null,
      addresses.map((address) => ({ address, family: family(address) })),
    );
  };
  return { resolve, asked: () => asked };
}

function agentFor(allowed: string[], resolve?: Resolve) {
  const options = resolve ? { connectMs: 2_000, resolve } : { connectMs: 2_000 };
  const agent = new Agent({ connect: createGuardedConnector(createEgressRule(allowed), options) });
  ends.push(() => agent.destroy());
  return agent;
}

const ask = (agent: Agent, url: string, some: { totalMs?: number; maxBytes?: number } = {}) =>
  guardedRequest(agent, { method: 'GET', url, headers: {}, totalMs: 2_000, maxBytes: 1_000, ...some });
const refusal = { code: 'EGRESS_REFUSED' };

describe('a guarded connection', () => {
  it('goes to the address that was judged, under the name that was asked for', async () => {
    const { port } = await listen();
    const { resolve, asked } = answering(['127.0.0.1']);
    const agent = agentFor(['on'], resolve);
    expect(await ask(agent, `http://models.example:${port}/`)).toMatchObject({
      status: 200,
      text: `models.example:${port}`,
    });
    expect(asked()).toBe(1);
  });

  it('is not made when any of the addresses is refused', async () => {
    const { port, connections } = await listen();
    const { resolve } = answering(['1.1.1.1', '127.0.0.1']);
    await expect(ask(agentFor([], resolve), `http://models.example:${port}/`)).rejects.toMatchObject(refusal);
    expect(connections()).toBe(0);
  });

  it('asks no resolver a second time, so that one which changes its mind gains nothing', async () => {
    const { port, connections } = await listen();
    // Public when it is judged, private right after. 192.0.2.1 stands for the public one, and reaches nobody.
    const { resolve, asked } = answering(['192.0.2.1'], ['127.0.0.1']);
    const agent = agentFor(['192.0.2.0/24'], resolve);
    await expect(ask(agent, `http://models.example:${port}/`, { totalMs: 300 })).rejects.toThrow();
    expect([asked(), connections()]).toEqual([1, 0]);
    // And the next connection is judged anew.
    await expect(ask(agent, `http://models.example:${port}/`)).rejects.toMatchObject(refusal);
    expect([asked(), connections()]).toEqual([2, 0]);
  });

  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://017700000001',
    'http://127.0.0.1.',
    'http://①②⑦.⓪.⓪.①',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[0:0:0:0:0:ffff:7f00:1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://0.0.0.0',
    'http://0',
    'http://[::]',
    'http://169.254.169.254',
    'http://[fd00:ec2::254]',
    'http://localhost',
  ])('is refused to %s', async (origin) => {
    const { port, connections } = await listen();
    await expect(ask(agentFor([]), `${origin}:${port}/`)).rejects.toMatchObject(refusal);
    expect(connections()).toBe(0);
  });

  it('follows no redirect', async () => {
    const target = await listen();
    const { port } = await listen((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${target.port}/` }).end();
    });
    expect(await ask(agentFor(['on']), `http://127.0.0.1:${port}/`)).toMatchObject({ status: 302 });
    expect(target.connections()).toBe(0);
  });

  it('is over when its time is, however slowly the body comes', async () => {
    const { port } = await listen((_request, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const began = performance.now();
    const asking = ask(agentFor(['on']), `http://127.0.0.1:${port}/`, { totalMs: 200 });
    await expect(asking).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('reads no more of an endless body than it may', async () => {
    const { port } = await listen((_request, response) => {
      const pour = () => {
        while (response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', pour);
      pour();
    });
    const { text, isCut } = await ask(agentFor(['on']), `http://127.0.0.1:${port}/`, { maxBytes: 1_000 });
    expect([text.length, isCut]).toEqual([1_000, true]);
  });
});
