import http from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runIn } from './main';

/** Whatever may be found at an address where a router was expected. */
let answer: http.RequestListener;
const server = http.createServer((request, response) => answer(request, response));
const seen: string[] = [];
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
beforeEach(() => seen.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const secret = 'the-admin-token-0123456789abcdef';

const router = (...args: string[]) => routerAt({}, ...args);

async function routerAt(screen: { isTTY?: boolean; columns?: number }, ...args: string[]) {
  const [stdout, stderr] = [Object.assign(new PassThrough(), screen), new PassThrough()];
  const environment = { ROUTER_ADMIN_TOKEN: secret };
  const stdin = Readable.from([]);
  const code = await runIn(args, { environment, typedIn: '/', home: '/', stdin, stdout, stderr, exitCode: 0 });
  const out = String(stdout.read() ?? '');
  const err = String(stderr.read() ?? '');
  expect(`${out}${err}`).not.toContain(secret);
  return { code, out, err };
}

const plainLines = (text: string) => stripVTControlCharacters(text).trimEnd().split('\n');

/** An address at which nobody listens: somebody just did. */
async function closedPort(): Promise<string> {
  const gone = http.createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const address = gone.address();
  await new Promise((resolve) => gone.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const sends = (status: number, type: string, body: string, headers: http.OutgoingHttpHeaders = {}) => {
  answer = (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
};
const refuses = (status: number, code: string) =>
  sends(status, 'application/json', JSON.stringify({ error: { code, message: `it is ${code}`, request_id: 'req_1' } }));

it('ends with a code for each kind of end', async () => {
  expect((await router('--version')).code).toBe(0);
  expect((await router('help', 'apply')).code).toBe(0);
  refuses(409, 'conflict');
  expect(await router('token', 'list', '--url', url)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/it is conflict\n.*req_1/),
  });
  expect((await router('token', 'list', '--satus', 'active')).err).toContain('Did you mean --status?');
  expect((await router('token', 'list', '--status', 'actve')).code).toBe(2);
  expect(await router('usage', '--url', await closedPort())).toMatchObject({
    code: 3,
    err: expect.stringContaining('no server listens'),
  });
  refuses(503, 'unavailable');
  expect((await router('usage', '--url', url)).code).toBe(3);
  refuses(401, 'unauthorized');
  expect(await router('usage', '--url', url)).toMatchObject({
    code: 4,
    err: expect.stringContaining('does not take this admin token'),
  });
  sends(200, 'application/json', JSON.stringify({ demo: null }));
  expect(await router('demo', '--url', url)).toMatchObject({ code: 1, err: expect.stringContaining('is no demo') });
});

it('tells another thing at the address from a router', async () => {
  sends(404, 'text/html; charset=utf-8', '<html>not here</html>');
  expect(await router('usage', '--url', url)).toMatchObject({
    code: 3,
    err: expect.stringContaining('(it says 404, text/html)'),
  });
  sends(200, 'application/json', '{"hello":"there"}');
  expect((await router('usage', '--url', url)).code).toBe(3);
  expect(await router('export', '--url', url)).toMatchObject({ code: 3, out: '' });
  expect((await router('doctor', '--url', url)).out).toMatch(/✗ server +what answers at .* is no router/);
});

it('follows no redirect, which would hand the admin token on', async () => {
  sends(307, 'text/plain', '', { location: '/elsewhere' });
  expect((await router('usage', '--url', url)).code).toBe(3);
  expect(seen).toEqual([`GET /api/admin/usage?by=group Bearer ${secret}`]);
});

it('with --json tells errors as JSON, on stderr alone', async () => {
  const told = async (...args: string[]) => {
    const { out, err } = await router(...args, '--json');
    expect(out).toBe('');
    return JSON.parse(err).error;
  };
  refuses(404, 'not-found');
  expect(await told('token', 'list', '--url', url)).toEqual({
    code: 'not-found',
    message: 'it is not-found',
    request_id: 'req_1',
  });
  expect(await told('aply')).toMatchObject({ code: 'usage' });
  expect(await told('usage', '--url', 'http://example.com')).toMatchObject({ code: 'insecure' });
});

it('revokes nothing without a yes where nobody can be asked', async () => {
  sends(200, 'application/json', '{"token_id":"x"}');
  expect(await router('token', 'revoke', 'rtr_a_b_c_d_e', '--url', url)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--yes'),
  });
  expect(seen).toEqual([]);
});

it('shows tokens in a hundred columns with their ids whole, and all there is with --wide', async () => {
  const token_id = `rtr_metrum_carol-of-sales_support-desk_prod_k20270131`;
  const row = { token_id, allow: ['default', 'fast', 'large-context'], status: 'suspended', managed_by: 'console' };
  const moment = '2027-01-31T12:34:00.000Z';
  const moments = { expires_at: moment, rotates_at: null, last_used_at: moment, created_at: moment };
  const data = [{ ...row, ...moments, last_client: 'codex_cli_rs/0.50.0' }];
  sends(200, 'application/json', JSON.stringify({ object: 'list', data, has_more: false }));
  const terminal = await routerAt({ isTTY: true, columns: 100 }, 'token', 'list', '--url', url);
  const lines = plainLines(terminal.out);
  expect(lines.map((line) => line.length).filter((length) => length > 100)).toEqual([]);
  expect(lines[1]).toBe(`${token_id}  suspended  default,f…  2027-01-31  2027-01-31`);
  const wide = await routerAt({ isTTY: true, columns: 100 }, 'token', 'list', '--wide', '--url', url);
  expect(plainLines(wide.out)[1]).toBe(
    `${token_id}  suspended  default,fast,large-context  2027-01-31 12:34  2027-01-31 12:34  codex_cli_rs/0.50.0  2027-01-31 12:34  console`,
  );
});

it('reads every page of the tokens', async () => {
  answer = (request, response) => {
    const after = new URL(request.url ?? '', url).searchParams.get('after');
    const row = {
      allow: [],
      status: 'active',
      expires_at: null,
      rotates_at: null,
      last_used_at: null,
      managed_by: 'file',
    };
    const page = { object: 'list', data: [{ ...row, token_id: after ? 'two' : 'one' }], has_more: !after };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  };
  const { out } = await router('token', 'list', '--url', url, '--json');
  expect(JSON.parse(out)).toMatchObject({ data: [{ token_id: 'one' }, { token_id: 'two' }], has_more: false });
});
