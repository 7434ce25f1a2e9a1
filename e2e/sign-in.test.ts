import http from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { bearer } from './_support/client';
import { Cookies, callAct, sendToAuth, signInOverHttp } from './_support/console-session';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';

const serverToken = 'the admin token of these tests, long enough'.replaceAll(/[ ,]+/g, '-');
const password = 'a password of the tests';

interface Heard {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** With headers that fetch keeps to itself. */
function ask(origin: string, path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${origin}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', reject).end(body);
  });
}

describe.each(doors)('signing in over HTTP, through the %s door', (door) => {
  const plain = useRouter(door, () => ({ settings: { ROUTER_ADMIN_TOKEN: serverToken } }));
  const secure = useRouter(door, () => ({
    settings: { ROUTER_ADMIN_TOKEN: serverToken, ROUTER_PUBLIC_URL: 'https://llm.example.com' },
  }));

  beforeAll(async () => {
    for (const router of [plain, secure]) {
      await fetch(`${router.origin}/api/admin/administrators`, {
        method: 'POST',
        headers: { ...bearer(serverToken), 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'ann', role: 'owner', password }),
      });
    }
  });

  const oddHosts: Record<string, string>[] = [
    { host: 'evil.example' },
    { host: 'evil.example/?' },
    { host: 'x@evil.example' },
    { host: '127.0.0.1', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { host: '127.0.0.1', forwarded: 'host=evil.example;proto=https' },
    { host: '127.0.0.1', 'x-original-url': '//evil.example/' },
  ];

  test('no Host or forwarded header of a stranger turns up where a sign-in leads', async () => {
    for (const router of [plain, secure]) {
      for (const headers of oddHosts) {
        for (const path of [
          '/api/auth/signin',
          '/api/auth/error?error=Callback',
          '/api/auth/callback/oidc?state=x',
          '/console',
        ]) {
          const { status, headers: told } = await ask(router.origin, path, headers);
          expect([path, `${told.location} ${told['set-cookie']}`.includes('evil')]).toEqual([path, false]);
          expect([path, status < 500]).toEqual([path, true]);
        }
      }
    }
  });

  test('a sign-in leads to a page of the console, whatever it was asked for', async () => {
    for (const callbackUrl of [
      'https://evil.example',
      '//evil.example',
      '/docs',
      '/console\\@evil.example',
      'javascript:x',
      'x',
    ]) {
      const { url } = await sendToAuth(secure, 'callback/credentials', { name: 'ann', password, callbackUrl });
      const leadsTo = url === null ? 'nowhere' : new URL(url, 'https://llm.example.com').href;
      expect([callbackUrl, leadsTo]).toEqual([
        callbackUrl,
        expect.stringMatching(/^(nowhere|https:\/\/llm\.example\.com\/console.*)$/),
      ]);
    }
  });

  test('the cookie is for no script and no other site, and, over https, for this host and encrypted connections alone', async () => {
    const cookieOf = async (router: typeof plain) => {
      const cookies = new Cookies();
      const first = await fetch(`${router.origin}/api/auth/csrf`);
      cookies.take(first);
      const { csrfToken } = (await first.json()) as { csrfToken: string };
      const body = new URLSearchParams({ name: 'ann', password, csrfToken, json: 'true' });
      const headers = { cookie: cookies.header };
      const response = await fetch(`${router.origin}/api/auth/callback/credentials`, { method: 'POST', headers, body });
      return response.headers.getSetCookie().find((line) => line.includes('router.session')) ?? '';
    };
    expect(await cookieOf(plain)).toMatch(/^router\.session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/i);
    expect(await cookieOf(secure)).toMatch(
      /^__Host-router\.session=[^;]+; Path=\/; Expires=[^;]+; (HttpOnly; Secure|Secure; HttpOnly); SameSite=Lax$/i,
    );
  });

  test('a form of another site signs nobody in or out: it does not know what the cookie says', async () => {
    const body = new URLSearchParams({ name: 'ann', password, csrfToken: 'x', json: 'true' });
    const response = await fetch(`${plain.origin}/api/auth/callback/credentials`, { method: 'POST', body });
    expect(response.headers.getSetCookie().join()).not.toContain('router.session=');
    const cookie = await signInOverHttp(plain, 'ann', password);
    await fetch(`${plain.origin}/api/auth/signout`, { method: 'POST', headers: { cookie }, body });
    await fetch(`${plain.origin}/api/auth/signout`, { headers: { cookie } });
    expect((await callAct(plain, cookie, ['account.get', {}])).done?.ok).toBe(true);
  });

  test('next-auth’s other addresses are not there, nor is more read than a sign-in needs', async () => {
    for (const [method, path] of [
      ['GET', 'session'],
      ['POST', 'session'],
      ['POST', '_log'],
      ['GET', 'providers'],
      ['GET', 'verify-request'],
      ['POST', 'callback/oidc'],
      ['GET', 'callback/credentials'],
      ['POST', 'signin/credentials'],
    ] as const) {
      const cookie = 'router.session=x';
      const response = await fetch(`${plain.origin}/api/auth/${path}`, {
        method,
        headers: { cookie },
        redirect: 'manual',
      });
      expect([path, response.status]).toEqual([path, 404]);
    }
    const body = 'x'.repeat(100_000);
    const large = await fetch(`${plain.origin}/api/auth/callback/credentials`, { method: 'POST', body });
    expect(large.status).toBe(413);
  });

  test('a set-up link’s address tells a stranger nothing, and the first one is void once there is an owner', async () => {
    const [, token = ''] = /setup#(rtrsetup_[\w-]{43})/.exec(plain.output()) ?? [];
    expect(token).not.toBe('');
    const said = new Set<string>();
    for (const body of [token, 'rtrsetup_x', '%', '']) {
      const response = await fetch(`${plain.origin}/api/auth/setup`, { method: 'POST', body });
      said.add(`${response.status} ${await response.text()}`);
    }
    expect([...said]).toEqual([expect.stringMatching(/^404 .*not good any more/)]);
    const given = { token, name: 'eve', password: 'another long password' };
    expect((await sendToAuth(plain, 'callback/setup', given)).url).toContain('error=link');
  });

  test('wrong passwords close an account, also to the right one, and are told in one way', async () => {
    const said = new Set<string | null>();
    for (let turn = 0; turn < 5; turn += 1)
      said.add((await sendToAuth(secure, 'callback/credentials', { name: 'ann', password: 'x' })).url);
    said.add((await sendToAuth(secure, 'callback/credentials', { name: 'ann', password })).url);
    for (const name of ['nobody', 'ann\0', '\0', 'a'.repeat(10_000), '\ud800'])
      said.add((await sendToAuth(secure, 'callback/credentials', { name, password })).url);
    expect([...said]).toEqual([expect.stringContaining('error=wrong')]);
  });

  test('a proxy that nobody told of is warned of in the log, once', async () => {
    for (const _ of [1, 2]) await ask(plain.origin, '/console', { 'x-forwarded-for': '203.0.113.9' });
    const warnings = () => plain.output().split('ROUTER_TRUSTED_PROXIES is not set').length - 1;
    // Nobody sees an address behind plain Next, which says so in its docs.
    await expect.poll(warnings).toBe(door === 'direct' ? 1 : 0);
  });

  test('no password, link or cookie is in the log', () => {
    const told = [plain, secure]
      .map((router) => router.output())
      .join('\n')
      .replace(/^.*setup#.*$/gm, '');
    for (const secret of [password, 'another long password', 'rtrsetup_', 'router.session=']) {
      expect(told.includes(secret)).toBe(false);
    }
  });
});
