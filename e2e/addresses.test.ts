import { describe, expect, test } from 'vitest';
import { baseless } from '@/lib/gateway/api-paths';
import config from '@/next.config.mjs';
import { bearer, type FaultBody, faultOf, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { sendRaw } from './_support/raw';
import { useRouter } from './_support/router';

const alice = createToken('alice');
const configuration = {
  providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
  groups: [failover('default', ['up/one'])],
  callers: [caller('alice', alice, ['default'])],
};

describe.each(doors)('addresses, through the %s door', (door) => {
  const router = useRouter(door, () => ({ configuration }));

  const raw = (line: string, headers = `host: 127.0.0.1:${router.port}`) =>
    sendRaw(router.port, `${line} HTTP/1.1\r\n${headers}\r\nconnection: close\r\n\r\n`);

  test.each([
    ['/v1', /^There is nothing at \/v1\. The API base is .*\/v1; try GET .*\/v1\/models\.$/],
    ['/v1/', /The API base is .*\/v1; try GET/],
    ['/v1/v1/models', /The base URL has \/v1 twice: it is .*\/v1\.$/],
    ['/v1/v1/chat/completions', /The base URL has \/v1 twice/],
    ['/models', /^There is nothing at \/models\. The base URL lacks \/v1: it is .*\/v1\.$/],
    ['/models/default', /There is nothing at \/models\/default\. The base URL lacks \/v1/],
    ['/chat/completions', /There is nothing at \/chat\/completions\. The base URL lacks \/v1/],
    ['/embeddings', /The base URL lacks \/v1/],
    ['/token', /The base URL lacks \/v1/],
    ['/v1/nope', /There is nothing at \/v1\/nope\. The API base is .*, and it has: \/v1\/models, /],
    ['/v1/files', /The API base is/],
    ['/responses', /The base URL lacks \/v1/],
    ['/anthropic/models', /There is nothing at \/anthropic\/models/],
    ['/v1/models/default/more', /The API base is/],
    ['/api/v1/chat/completions', /That is at .*\/v1\/chat\/completions: the base URL is .*\/v1, and for Anthropic's/],
    ['/openai/deployments/x/chat/completions', /That is at .*\/v1\/chat\/completions/],
    ['/v1/chat/completions/v1/responses', /That is at .*\/v1\/responses/],
    ['/nowhere', /There is nothing at \/nowhere\. The API base is/],
    ['/v1/models%2Fdefault', /There is nothing at/],
  ])('404 in JSON for %s, with the right address', async (path, words) => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(`${router.origin}${path}`, { method, headers: bearer(alice), redirect: 'manual' });
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
      expect(response.headers.get('x-should-retry')).toBe('false');
      const fault = await faultOf(response);
      expect(fault).toMatchObject({ status: 404, code: 'not-found' });
      expect(fault.message).toMatch(words);
      expect(fault.message).not.toContain('/-/');
      expect(fault.message).toContain(`${router.origin}/v1`);
    }
  });

  test('400 unsupported-feature for legacy completions, with what to use instead', async () => {
    const response = await fetch(`${router.origin}/v1/completions`, { method: 'POST', headers: bearer(alice) });
    const fault = await faultOf(response);
    expect(fault).toMatchObject({ status: 400, code: 'unsupported-feature' });
    expect(fault.message).toContain(`${router.origin}/v1/chat/completions`);
  });

  test('404 in the shape of Anthropic for its own addresses', async () => {
    for (const path of ['/v1/messages/batches', '/anthropic/messages', '/messages']) {
      const response = await fetch(`${router.origin}${path}`, { method: 'POST', headers: { 'x-api-key': alice } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        type: 'error',
        error: { type: 'not_found_error', message: expect.stringContaining('not-found') },
        request_id: response.headers.get('x-request-id'),
      });
    }
  });

  test('405 names the methods that an address takes', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/v1/models', 'GET, HEAD'],
      ['POST', '/v1/models/default', 'GET, HEAD'],
      ['PUT', '/v1/token', 'GET, HEAD'],
      ['GET', '/v1/chat/completions', 'POST'],
      ['OPTIONS', '/v1/chat/completions', 'POST'],
      ['PATCH', '/v1/embeddings', 'POST'],
      ['GET', '/v1/responses', 'POST'],
    ] as const) {
      const response = await fetch(`${router.origin}${path}`, { method, headers: bearer(alice) });
      expect([method, path, response.headers.get('allow')]).toEqual([method, path, allow]);
      expect(await faultOf(response)).toMatchObject({ status: 405, code: 'method-not-allowed' });
    }
  });

  test('no method or path ends the process', async () => {
    const long = `/v1/${'x'.repeat(10_000)}`;
    for (const line of [
      'PROPFIND /v1/models',
      'GET /v1/%2e%2e/v1/models',
      'GET /v1/models/%00',
      'GET /v1/models/%ff%fe',
      'GET /v1/models/..%2f..%2fetc%2fpasswd',
      'GET /v1/models/%E0%A4%A',
      `GET ${long}`,
      'GET /v1/models?x=%',
      'GET /v1/[id]',
    ]) {
      const answer = await raw(line, `host: 127.0.0.1\r\nauthorization: Bearer ${alice}`);
      // Next has words of its own for a path that it cannot decode.
      const statuses = door === 'next' ? [200, 400, 404, 405, 500] : [200, 400, 404, 405];
      expect([line, answer.status]).toEqual([line, expect.toBeOneOf(statuses)]);
    }
    expect((await raw(`GET ${long}`)).body.length).toBeLessThan(1_000);
    expect((await get(router, '/healthz')).status).toBe(200);
  });

  test('no Host header changes the answer', async () => {
    const hosts = ['evil.example', 'evil.example:99999', 'a b', '[::1', 'x/../y', '"><script>', 'user@host', ''];
    for (const host of hosts) {
      const answer = await raw('GET /v1/models', `host: ${host}\r\nauthorization: Bearer ${alice}`);
      expect([host, answer.status]).toEqual([host, expect.toBeOneOf([200, 400])]);
      if (answer.status === 200) expect(JSON.parse(answer.body).data).toHaveLength(1);
      const fault = await raw('GET /v1/nope', `host: ${host}`);
      expect(fault.body).not.toContain('<script>');
    }
    expect((await get(router, '/healthz')).status).toBe(200);
  });

  test('a well-formed x-request-id is kept, any other is replaced, and every answer has one', async () => {
    const own = `req_${'a1'.repeat(16)}`;
    for (const path of ['/v1/models', '/v1/nope', '/v1/token']) {
      const kept = await get(router, path, { ...bearer(alice), 'x-request-id': own });
      expect(kept.headers.get('x-request-id')).toBe(own);
      for (const id of ['req_short', own.toUpperCase(), `${own}0`, 'x']) {
        const replaced = await get(router, path, { ...bearer(alice), 'x-request-id': id });
        expect(replaced.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
        expect(replaced.headers.get('x-request-id')).not.toBe(id);
      }
    }
    const body = (await (await get(router, '/v1/nope', { 'x-request-id': own })).json()) as FaultBody;
    expect(body.error.request_id).toBe(own);
    expect(body.error.doc_url).toBe(`${router.origin}/docs/errors/not-found`);
  });

  test('says that it lives, that it is ready, and which version it is', async () => {
    expect(await (await get(router, '/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await get(router, '/readyz')).json()).toMatchObject({ status: 'ready' });
    expect(await (await get(router, '/version')).json()).toMatchObject({ name: 'genai-smart-router' });
  });
});

describe('a slash too many', () => {
  const router = useRouter('direct', () => ({ configuration }));

  test('is told in JSON and never redirected, as a base URL that ends in one makes it', async () => {
    for (const path of ['//v1/chat/completions', '/v1//chat/completions', '//v1//models', '//models', '//v1']) {
      const answer = await sendRaw(router.port, `POST ${path} HTTP/1.1\r\nhost: router\r\nconnection: close\r\n\r\n`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(JSON.parse(answer.body).error.message).toContain('http://router/v1');
    }
  });
});

test('the addresses that lack /v1 are the same for both doors', async () => {
  const rules = await config.rewrites?.();
  expect(Array.isArray(rules) ? null : rules?.afterFiles?.[0]?.source).toBe(`/:first(${baseless.join('|')})/:rest*`);
});
