import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ask, chat, faultOf, post } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { eventually } from './_support/eventually';
import { connect, readAnswer, readToEnd } from './_support/raw';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

const alice = createToken('alice');
const limit = 32 * 1024 * 1024;

describe.each(doors)('request bodies, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one'])],
      // The group bears the model's own name, so that not a byte has to change on the way.
      groups: [failover('one', ['up/one'])],
      callers: [caller('alice', alice, ['one'])],
    },
  }));
  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${router.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${alice}`, 'content-type': 'application/json', ...headers },
      body: body as BodyInit,
    });

  test('an image request of 20 MB arrives byte by byte as it was sent', async () => {
    const url = `data:image/png;base64,${'iVBORw0KGgo+/A=='.repeat(1_310_720)}`;
    const body = JSON.stringify(
      chat('one', { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] }),
    );
    expect(body.length).toBeGreaterThan(20 * 1024 * 1024);
    const response = await send(body);
    expect(response.status).toBe(200);
    expect(upstream.calls[0]?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  });

  test('unknown fields, number forms, spacing and duplicate keys pass through as they are', async () => {
    const body =
      '{ "model" : "one","messages":[], "seed": 12345678901234567890, "t":1.0, "x_new":{"é":"\\u00e9 😀"},"t":2e0 }\n';
    expect((await send(body)).status).toBe(200);
    expect(upstream.calls[0]?.raw.toString('utf8')).toBe(body);
  });

  test('unknown fields of the answer pass through as they are', async () => {
    const response = await ask(router, alice, 'one');
    expect(await response.text()).toContain('"x_vendor":{"kept":1}');
  });

  test('a body that waits to be asked for is asked for once it may come, and refused unasked when it is too large', async () => {
    const asking = (token: string, length: number) =>
      `POST /v1/chat/completions HTTP/1.1\r\nhost: router\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: ${length}\r\n\r\n`;
    const body = JSON.stringify(chat('one'));
    const socket = await connect(router.port);
    const told = new Promise<string>((resolve) => socket.once('data', (piece: Buffer) => resolve(piece.toString())));
    socket.write(asking(alice, body.length));
    expect(await told).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const answered = new Promise<string>((resolve) =>
      socket.once('data', (piece: Buffer) => resolve(piece.toString())),
    );
    socket.write(body);
    expect(await answered).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();

    // Node's own door, which Next uses, says yes to all before it knows.
    const refusal = door === 'direct' ? /^HTTP\/1\.1 413 / : /HTTP\/1\.1 413 /;
    const refused = await connect(router.port);
    const answer = readToEnd(refused);
    refused.write(asking(alice, limit + 1));
    await new Promise((resolve) => refused.once('data', resolve));
    refused.end();
    expect((await answer).toString()).toMatch(refusal);
  });

  test('413 for more than the limit with its length told, before it is read', async () => {
    const socket = await connect(router.port);
    const answer = readToEnd(socket);
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: router\r\nauthorization: Bearer ${alice}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${limit + 1}\r\n\r\n{"model":`,
    );
    const { status, headers, body } = readAnswer(await answer);
    expect([status, headers.get('x-router-error')]).toEqual([413, 'request-too-large']);
    expect(JSON.parse(body).error.message).toContain(`${limit} bytes`);
  });

  test.each(['told', 'not told'])('413 that a client can read for 33 MB with the length %s', async (told) => {
    const body = Buffer.alloc(33 * 1024 * 1024, 32);
    const pieces = new ReadableStream({
      start(controller) {
        for (let from = 0; from < body.length; from += 1 << 20)
          controller.enqueue(body.subarray(from, from + (1 << 20)));
        controller.close();
      },
    });
    const response = await fetch(`${router.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${alice}`, 'content-type': 'application/json' },
      ...(told === 'told' ? { body } : { body: pieces, duplex: 'half' }),
    } as RequestInit);
    expect(await faultOf(response)).toMatchObject({ status: 413, code: 'request-too-large' });
    expect(upstream.calls).toHaveLength(0);
    // A connection on which so much is still to be read may have been given up.
    await eventually('it serves on', async () => (await ask(router, alice, 'one').catch(() => null))?.status === 200);
  });

  test('a refusal does not stand in the way of the next request on its connection', async () => {
    const pad = 'x'.repeat(3_000_000);
    for (const [token, model, status] of [
      ['rtr_unknown', 'one', 401],
      [alice, 'nope', 403],
      [alice, 'one', 200],
    ] as const) {
      const startedAt = performance.now();
      expect((await ask(router, token, model, { pad })).status).toBe(status);
      expect((await ask(router, alice, 'one')).status).toBe(200);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    }
    for (const path of ['/v1/nope', '/v1/models'])
      expect((await post(router, alice, path, chat('one', { pad }))).status).toBeOneOf([404, 405]);
    expect((await ask(router, alice, 'one')).status).toBe(200);
  });

  test.each([
    ['nothing', '', 'invalid-request', 'empty'],
    ['text that is no JSON', '{"model": "one", oops', 'invalid-request', 'not JSON'],
    ['half of a body', '{"model": "one"', 'invalid-request', 'not JSON'],
    ['a list', '[]', 'invalid-request', 'must be a JSON object'],
    ['no model', '{"messages":[]}', 'missing-model', 'names no model'],
    ['a model that is no text', '{"model":5,"messages":[]}', 'invalid-request', '"model" must be a string'],
    ['no messages', '{"model":"one"}', 'invalid-request', '"messages" must be an array'],
    [
      'a stream that is no truth',
      '{"model":"one","messages":[],"stream":"yes"}',
      'invalid-request',
      '"stream" must be',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
      'invalid-request',
      'not valid UTF-8',
    ],
  ])('400 for %s, and nothing of it in the answer', async (_name, body, code, words) => {
    const fault = await faultOf(await send(body));
    expect(fault).toMatchObject({ status: 400, code });
    expect(fault.message).toContain(words);
    expect(fault.message).not.toContain('oops');
    expect(upstream.calls).toHaveLength(0);
  });

  test('a deeply nested body ends nothing, and passes or is refused', async () => {
    const deep = 20_000;
    const body = `{"model":"one","messages":[],"x":${'['.repeat(deep)}${']'.repeat(deep)}}`;
    expect((await send(body)).status).toBeOneOf([200, 400]);
    expect((await send(`${'['.repeat(1_000_000)}`)).status).toBe(400);
    expect((await ask(router, alice, 'one')).status).toBe(200);
  });

  test.each([
    [{ 'content-type': 'text/plain' }, 'instead of \\"text/plain\\"'.replaceAll('\\', '')],
    [{ 'content-type': 'multipart/form-data; boundary=x' }, 'must be JSON'],
    [{ 'content-encoding': 'gzip' }, 'must not be compressed'],
  ])('415 for %o', async (headers, words) => {
    const fault = await faultOf(await send('{"model":"one","messages":[]}', headers as Record<string, string>));
    expect(fault).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    expect(fault.message).toContain(words);
  });

  test('JSON under other names is JSON', async () => {
    for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.x+json'])
      expect(
        (await post(router, alice, '/v1/chat/completions', chat('one'), { headers: { 'content-type': type } })).status,
      ).toBe(200);
  });
});
