import { describe, expect, test } from 'vitest';
import { faultCodes, faultPagePath } from '@/lib/faults/catalogue';
import { bearer, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { sendRaw } from './_support/raw';
import { type Router, useRouter } from './_support/router';

const alice = createToken('alice');
const configuration = {
  providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
  groups: [failover('default', ['up/one'])],
  callers: [caller('alice', alice, ['default'])],
};
const access = '/docs/getting-started/available-models-and-access';

/** A page as it is read at a host, with its markup and without. */
async function readAt(router: Router, path: string, host: string, headers: Record<string, string> = {}) {
  const lines = Object.entries({ host, accept: 'text/html', ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const answer = await sendRaw(router.port, `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const html = answer.body.replaceAll(/<script[\s\S]*?<\/script>/g, '');
  return { ...answer, html, text: html.replaceAll(/<[^>]+>/g, '').replaceAll('&quot;', '"') };
}

describe.each(doors)('pages, through the %s door', (door) => {
  const router = useRouter(door, () => ({ configuration, settings: { ROUTER_SUPPORT_CONTACT: 'help@example.com' } }));

  test('every example carries the origin that its reader asked at, and no other', async () => {
    for (const host of ['llm.example.com', 'other.example:8443']) {
      const { status, text } = await readAt(router, access, host);
      expect(status).toBe(200);
      expect(text).toContain(`export ROUTER_BASE_URL="http://${host}"`);
      expect(text).toContain(`// http://${host}/v1`);
      expect(text).not.toMatch(/\{\{|localhost|127\.0\.0\.1/);
    }
  });

  test('a page that carries the origin is kept by no shared cache', async () => {
    for (const path of ['/', '/docs', access, faultPagePath('unauthorized')]) {
      const { headers, text } = await readAt(router, path, 'llm.example.com');
      expect([path, headers.get('cache-control')]).toEqual([path, expect.stringMatching(/no-store|private/)]);
      expect([path, headers.get('x-nextjs-cache')]).toEqual([path, undefined]);
      expect(text).toContain('http://llm.example.com');
    }
  });

  test('forwarded headers of a stranger, and a Host that is none, change no example', async () => {
    const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const { text } = await readAt(router, access, 'llm.example.com', forwarded);
    expect(text).toContain('export ROUTER_BASE_URL="http://llm.example.com"');
    expect(text).not.toContain('evil.example');
    for (const host of ['"><script>alert(1)</script>', 'user@evil.example'])
      expect((await readAt(router, access, host)).body).not.toMatch(/alert\(1\)|evil\.example/);
  });

  test('every fault has its page, with its code, its status and this deployment in its examples', async () => {
    for (const code of faultCodes) {
      const { status, text, html } = await readAt(router, faultPagePath(code), 'llm.example.com');
      expect([code, status]).toEqual([code, 200]);
      expect(text).toContain(code);
      expect(text).toContain(`http://llm.example.com${faultPagePath(code)}`);
      expect(html).toContain('href="/check"');
    }
    for (const path of ['/docs/errors/no-such-fault', '/docs/nope', '/nope'])
      expect([path, (await readAt(router, path, 'llm.example.com')).status]).toEqual([path, 404]);
  });

  test('the page that checks a token has its form, and whom to ask', async () => {
    const response = await get(router, '/check');
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toMatch(/<h1[^>]*>Check my groups<\/h1>/);
    expect(html).toContain('help@example.com');
    // Nothing that a password manager offers to keep; and before its script has loaded, a form may not put a token into an address.
    expect(html).toMatch(/<input[^>]*autocomplete="off"/i);
    expect(html).not.toMatch(/<input[^>]*(\sname=|type="password")/);
  });

  test('runs no script but its own', async () => {
    const { headers, body } = await readAt(router, '/check', 'llm.example.com');
    const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    if (door === 'next') return;
    const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(headers.get('content-security-policy') ?? '')?.[1];
    expect(nonce).toBeDefined();
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });

  test('the colours that a reader chose are those of the first paint, and a cookie can choose no others', async () => {
    const theme = async (cookie: string) => {
      const { body } = await readAt(router, '/', 'llm.example.com', { cookie });
      return /<html[^>]*>/.exec(body)?.[0].match(/ data-theme="(.*?)"/)?.[1];
    };
    expect(await theme('theme=dark')).toBe('dark');
    expect(await theme('theme=light')).toBe('light');
    for (const cookie of ['theme=system', 'theme=%22onload', 'other=dark']) expect(await theme(cookie)).toBeUndefined();
  });

  test('who does not ask for a page gets the quickstart, with its own origin, in 80 columns', async () => {
    for (const accept of ['*/*', 'text/plain', 'application/json']) {
      const { status, headers, body } = await readAt(router, '/', 'llm.example.com', { accept });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
      expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
        'no-store',
        expect.stringContaining('Accept'),
      ]);
      expect(body).toContain('export ROUTER_BASE_URL="http://llm.example.com"');
      expect(body.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
    const head = await fetch(`${router.origin}/`, { method: 'HEAD', headers: { accept: '*/*' } });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      '',
    ]);
    const browser = await readAt(router, '/', 'llm.example.com', {
      accept: 'text/html,application/xml;q=0.9,*/*;q=0.8',
    });
    expect(browser.html).toMatch(/<h1/);
  });

  test('says whom to tell of a weakness, and asks crawlers to keep nothing', async () => {
    const security = await readAt(router, '/.well-known/security.txt', 'llm.example.com');
    expect([security.status, security.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(security.body).toMatch(/^Contact: mailto:help@example\.com$/m);
    const expires = /^Expires: (\S+)$/m.exec(security.body)?.[1] ?? '';
    expect(Date.parse(expires)).toBeGreaterThan(Date.now());
    expect((await readAt(router, '/robots.txt', 'llm.example.com')).body).toContain('User-agent: *');
    expect((await readAt(router, '/', 'llm.example.com')).headers.get('x-robots-tag')).toBe('noindex');
  });

  test('what is there for development is not there', async () => {
    expect((await readAt(router, '/kit', 'llm.example.com')).status).toBe(404);
  });

  // Under any other host of Next this is Next's own 500.
  test.skipIf(door === 'next')('an address with a stray percent sign leads nowhere, and is no failure', async () => {
    for (const path of ['/docs/%', '/docs/%ff', '/docs/100%/x?q=%']) {
      expect([path, (await readAt(router, path, 'llm.example.com')).status]).toEqual([path, 404]);
    }
    const admin = await fetch(`${router.origin}/api/admin/tokens/%`, { headers: { accept: 'application/json' } });
    expect(admin.status).toBe(401);
  });

  test('the API knows nobody by a cookie', async () => {
    const cookie = `token=${alice}; session=${alice}; authorization=Bearer ${alice}`;
    expect((await get(router, '/v1/models', { cookie })).status).toBe(401);
    const answer = await get(router, '/v1/models', { ...bearer(alice), cookie });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
  });
});

describe.each(doors)('a deployment with a public address, through the %s door', (door) => {
  const publicUrl = 'https://llm.example.com';
  const router = useRouter(door, () => ({ configuration, settings: { ROUTER_PUBLIC_URL: publicUrl } }));

  test('says that one in pages and in faults, whatever host it was asked at', async () => {
    expect((await readAt(router, access, 'inside.example:3000')).text).toContain(
      `export ROUTER_BASE_URL="${publicUrl}"`,
    );
    const fault = await readAt(router, '/v1/nope', 'inside.example:3000');
    expect(fault.body).toContain(`"doc_url":"${publicUrl}/docs/errors/not-found"`);
    expect(fault.body).not.toContain('inside.example');
  });
});

describe('behind a proxy that is trusted', () => {
  const router = useRouter('direct', () => ({ configuration, settings: { ROUTER_TRUSTED_PROXIES: '127.0.0.0/8' } }));
  const forwarded = { 'x-forwarded-host': 'llm.example.com', 'x-forwarded-proto': 'https' };

  test('the forwarded origin is the one that pages and faults carry', async () => {
    expect((await readAt(router, access, 'inside:3000', forwarded)).text).toContain(
      'export ROUTER_BASE_URL="https://llm.example.com"',
    );
    const fault = await readAt(router, '/v1/nope', 'inside:3000', forwarded);
    expect(fault.body).toContain('"doc_url":"https://llm.example.com/docs/errors/not-found"');
  });

  test('a start warns that the console’s cookie is Secure only by ROUTER_PUBLIC_URL', () => {
    expect(router.output()).toContain('ROUTER_PUBLIC_URL is not set: the console’s cookie is not marked Secure');
  });

  test('a start says where the server, the API, the docs and the check are', async () => {
    for (const address of ['', '/v1', '/docs', '/check', '/console'])
      expect(router.output()).toMatch(new RegExp(`\\s${router.origin}${address}$`, 'm'));
  });
});
