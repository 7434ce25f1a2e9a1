import { describe, expect, test } from 'vitest';
import { ask, bearer, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { completion, failsWith, openStream, sendJson, streams } from './_support/scripts';

const alice = createToken('alice');
const other = createToken('other');
const ended = { expired: createToken('bob'), revoked: createToken('carol'), suspended: createToken('dave') };
const key = 'sk-provider-0123456789abcdef';

describe.each(doors)('what is kept from whom, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, ['one', 'two'], { api_key: key }),
        provider('open', upstream.url, ['bare']),
      ],
      groups: [failover('default', ['up/one', 'up/two']), failover('open', ['open/bare'])],
      callers: [
        caller('alice', alice, ['default', 'open']),
        caller('bob', ended.expired, ['default'], { expires_at: '2026-01-01T00:00:00Z' }),
        caller('carol', ended.revoked, ['default'], { status: 'revoked' }),
        caller('dave', ended.suspended, ['default'], { status: 'suspended' }),
      ],
    },
    settings: { LOG_LEVEL: 'trace' },
  }));
  const credentials = {
    authorization: `Bearer ${alice}`,
    'x-api-key': other,
    'api-key': 'api-key-of-the-caller',
    'x-goog-api-key': 'goog-key-of-the-caller',
    'xi-api-key': 'xi-key-of-the-caller',
    'proxy-authorization': 'Basic cHJveHk=',
    cookie: 'session=cookie-of-the-caller',
    'openai-organization': 'org-of-the-caller',
    'x-amz-security-token': 'aws-of-the-caller',
    'x-forwarded-for': '203.0.113.9',
    'accept-encoding': 'gzip, br',
  };

  test("no credential of the caller reaches the upstream, only the provider's own key (field-failures 49)", async () => {
    for (const [group, authorization] of [
      ['default', `Bearer ${key}`],
      ['open', undefined],
    ] as const) {
      for (const stream of [false, true]) {
        upstream.forget();
        await (await ask(router, alice, group, { stream }, { headers: credentials })).text();
        const [call] = upstream.calls;
        expect(call?.headers.authorization).toBe(authorization);
        const text = call?.rawHeaders.join('\n') ?? '';
        for (const value of Object.values(credentials)) expect(text).not.toContain(value);
        expect(text).not.toContain('rtr_');
        expect(call?.headers['accept-encoding']).toBeUndefined();
        expect(call?.headers['content-type']).toContain('application/json');
      }
    }
  });

  test('no refusal repeats the credential that it was shown, or says what it knows of it (field-failures 47)', async () => {
    const unknown = new Set<string>();
    const shown = [...Object.values(ended), createToken('nobody'), `${alice}x`, 'sk-of-somewhere-else-0123456789'];
    for (const credential of shown) {
      for (const headers of [bearer(credential), { 'x-api-key': credential }]) {
        for (const path of [
          '/v1/models',
          '/v1/chat/completions',
          '/v1/messages',
          '/api/admin/tokens',
          '/metrics',
          '/nowhere',
        ]) {
          const isPost = /completions|messages/.test(path);
          const response = await fetch(`${router.origin}${path}`, {
            method: isPost ? 'POST' : 'GET',
            headers: { ...(headers as Record<string, string>), 'content-type': 'application/json' },
            ...(isPost
              ? { body: '{"model":"default","max_tokens":1,"messages":[{"role":"user","content":"hi"}]}' }
              : {}),
          });
          const all = `${[...response.headers].join('\n')}\n${await response.text()}`;
          expect(response.status).toBeGreaterThanOrEqual(400);
          expect(all).not.toContain(credential);
          expect(all).not.toContain(credential.slice(-12));
          for (const inside of ['sha256', 'caller_tokens', 'select ']) expect(all).not.toContain(inside);
          if (path === '/v1/models' && !Object.values(ended).includes(credential)) {
            unknown.add(all.slice(all.indexOf('{')).replaceAll(/req_[0-9a-f]{32}/g, 'req_'));
          }
        }
      }
    }
    expect(unknown.size).toBe(1);
  });

  test('no header of the upstream reaches the caller that is not let through (field-failures 48)', async () => {
    const headers = {
      'set-cookie': 'session=of-the-upstream',
      authorization: `Bearer ${key}`,
      'x-api-key': key,
      server: 'upstream/1.0',
      'x-ratelimit-remaining-tokens': '17',
      'openai-organization': 'org-of-the-deployment',
      'openai-processing-ms': '3',
      'x-request-id': 'upstream-id',
      'cf-ray': 'ray',
      'access-control-allow-origin': '*',
    };
    upstream.when('one', (call) => {
      if (call.body.stream !== true) return sendJson(call, 200, completion(call, 'x'), headers);
      for (const [name, value] of Object.entries(headers)) call.response.setHeader(name, value);
      return streams(['x'])(call);
    });
    for (const stream of [false, true]) {
      const response = await ask(router, alice, 'default', { stream });
      await response.text();
      for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).not.toBe(value);
      expect([...response.headers.keys()].filter((name) => name.startsWith('x-')).sort()).toEqual(
        stream ? ['x-accel-buffering', 'x-request-id', 'x-router-attempts'] : ['x-request-id', 'x-router-attempts'],
      );
    }
    upstream.when('one', failsWith(400, { error: { message: 'no' } }, headers));
    const refused = await ask(router, alice, 'default');
    for (const [name, value] of Object.entries(headers)) expect(refused.headers.get(name)).not.toBe(value);
  });

  test('no answer, whatever fails, carries the key of the provider or tells what stands behind a group (field-failures 50)', async () => {
    const leak = {
      error: { message: `Incorrect API key provided: ${key}. (model one at ${upstream.url})`, code: key },
    };
    const scripts = [401, 403, 404, 429, 500, 503].map((status) => failsWith(status, leak));
    for (const script of scripts) {
      upstream.when('one', script);
      upstream.when('two', script);
      for (const stream of [false, true]) {
        const response = await ask(router, alice, 'default', { stream });
        const all = `${[...response.headers].join('\n')}\n${await response.text()}`;
        for (const secret of [key, 'Incorrect', upstream.url, 'up/one']) expect(all).not.toContain(secret);
      }
    }
    upstream.when('one', (call) => {
      openStream(call);
      call.response.end(`data: ${JSON.stringify(leak)}\n\n`);
    });
    upstream.when('two', streams(['begun'], { end: (call) => call.response.end(`data: ${JSON.stringify(leak)}\n\n`) }));
    expect(await (await ask(router, alice, 'default', { stream: true })).text()).not.toContain(key);
  });

  test('the log, at its most talkative, holds no token and no key (field-failures 50)', async () => {
    await get(router, '/v1/models', bearer(`${alice}-damaged`));
    await get(router, `/v1/models?api_key=${alice}`, bearer(alice));
    upstream.when('one', failsWith(401, { error: { message: key, code: key } }));
    await (await ask(router, alice, 'default', {}, { headers: credentials })).text();
    await router.stop();
    const output = router.output();
    for (const secret of [alice, alice.slice(-20), other, key, 'key-of-the-caller'])
      expect(output).not.toContain(secret);
  });
});
