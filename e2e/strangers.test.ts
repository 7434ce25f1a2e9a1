import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bearer, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { within } from './_support/eventually';
import { connect } from './_support/raw';
import { root } from './_support/root';
import { startRouter, useRouter } from './_support/router';

const alice = createToken('alice');

const configuration = {
  providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
  groups: [failover('default', ['up/one'])],
  callers: [caller('alice', alice, ['default'])],
};

describe('what a stranger sends to the production door', () => {
  const router = useRouter('direct', () => ({ configuration }));

  test('an upgrade is a request like any other', async () => {
    const socket = await connect(router.port);
    const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
    socket.write(`GET /v1/models HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${alice}\r\n${upgrade}\r\n`);
    const answer = await within(
      'an answer',
      new Promise<string>((done) => socket.once('data', (b) => done(`${b}`))),
      5_000,
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('what takes long to unpack is not unpacked for somebody who is not signed in', async () => {
    const manifest = JSON.parse(
      await fs.readFile(path.join(root, '.next', 'server', 'server-reference-manifest.json'), 'utf8'),
    ) as { node: Record<string, unknown> };
    const [action = ''] = Object.keys(manifest.node);
    const deep = `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`;
    const ask = (headers: Record<string, string>, body: string) =>
      fetch(`${router.origin}/docs`, { method: 'POST', headers: { origin: router.origin, ...headers }, body });
    const began = performance.now();
    const refused = await Promise.all(
      Array.from({ length: 8 }, () => ask({ 'next-action': action, 'content-type': 'text/plain;charset=UTF-8' }, deep)),
    );
    expect(refused.map(({ status }) => status)).toEqual(Array(8).fill(401));
    expect(performance.now() - began).toBeLessThan(3_000);
    const forms = await ask({ 'content-type': 'multipart/form-data; boundary=x' }, '--x--');
    expect(forms.status).toBe(401);
    expect((await get(router, '/v1/models', bearer(alice))).status).toBe(200);
  });

  test('no image is fetched or made smaller for anybody', async () => {
    const forged = encodeURIComponent('/api/admin/x\n{"level":50,"msg":"FORGED LINE"}');
    expect((await get(router, `/_next/image?url=${forged}&w=640&q=75`)).status).toBe(404);
    expect(router.output()).not.toContain('FORGED LINE');
  });
});

test('a connection that asked for an upgrade and went keeps no router from its end', async () => {
  const router = await startRouter('direct', { configuration, settings: { ROUTER_DRAIN_MS: '500' } });
  try {
    for (let each = 0; each < 3; each += 1) {
      const socket = await connect(router.port);
      socket.write('GET //x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      await within('an answer', new Promise((done) => socket.once('data', done)), 5_000);
      if (each === 0) socket.destroy();
    }
    router.kill('SIGTERM');
    expect(await within('the process ends', router.exited, 10_000)).toBe(0);
  } finally {
    await router.remove();
  }
});
