import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, bearer, faultOf, get } from './_support/client';
import { type CommandLine, commandLineFor } from './_support/command-line';
import {
  type Configuration,
  caller,
  createToken,
  failover,
  provider,
  renderConfiguration,
} from './_support/configuration';
import { eventually } from './_support/eventually';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

const alice = createToken('alice');

// Through one door: the admin API behind it is Next's in both, and e2e/admin-api.test.ts asks it at both.
describe('the command line', () => {
  const upstream = useUpstream();
  const base = (): Configuration => ({
    providers: [provider('up', upstream.url, ['one'], { api_key: 'sk-of-the-provider' })],
    groups: [failover('default', ['up/one'])],
    callers: [caller('alice', alice, ['default'])],
  });
  const router = useRouter('direct', () => ({ configuration: base() }));
  let run: CommandLine;
  beforeAll(() => {
    run = commandLineFor(router);
  });

  const make = async (user: string, ...more: string[]) => {
    const args = ['token', 'create', '--user', user, '--project', 'demo', '--allow', 'default', '--json', ...more];
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\{"token":"rtr_[^"]+","token_id":"rtr_[^"]+"\}\n$/);
    return JSON.parse(stdout) as { token: string; token_id: string };
  };
  /** Writes a file beside the router's own, and gives what its secrets need. */
  const write = async (name: string, configuration: Configuration) => {
    const { text, environment } = renderConfiguration(configuration);
    await fs.writeFile(path.join(path.dirname(router.configPath), name), text.replaceAll('\n', '\r\n'));
    return { environment };
  };

  test('a token is created, works at once, and is alone on stdout', async () => {
    const { code, stdout, stderr } = await run([
      ...['token', 'create', '--user', 'bob', '--project', 'demo'],
      ...['--allow', 'default', '--env', 'prod', '--key', 'laptop', '--expires', '90d'],
    ]);
    expect(code).toBe(0);
    const token = stdout.trim();
    expect(token).toMatch(/^rtr_metrum_bob_demo_prod_laptop_[0-9A-Za-z]+$/);
    expect(stderr).toContain('rtr_metrum_bob_demo_prod_laptop');
    expect(stderr).not.toContain(token);
    expect((await ask(router, token, 'default')).status).toBe(200);
    const about = (await (await get(router, '/v1/token', bearer(token))).json()) as { expires_at: string };
    expect(Math.round((Date.parse(about.expires_at) - Date.now()) / 86_400_000)).toBe(90);
  });

  test('a list shows every token and the secret of none', async () => {
    const { token, token_id } = await make('carol');
    const table = await run(['token', 'list', '--user', 'carol']);
    expect(table.stdout).toMatch(new RegExp(`^${token_id} +active +default`, 'm'));
    const { stdout } = await run(['token', 'list', '--json']);
    const { data } = JSON.parse(stdout) as { data: { token_id: string }[] };
    expect(data.map((row) => row.token_id)).toEqual(
      expect.arrayContaining([token_id, alice.slice(0, alice.lastIndexOf('_'))]),
    );
    expect(table.stdout + stdout).not.toContain(token.slice(token_id.length + 1));
  });

  test('an administrator is made with a link, or a password from a pipe, listed, and given a new link', async () => {
    const { code, stdout, stderr } = await run(['admin', 'create', 'Olga@Example.com', '--role', 'owner']);
    expect([code, stderr.includes('olga@example.com, owner')]).toEqual([0, true]);
    expect(stdout).toMatch(new RegExp(`^${router.origin}/console/setup#rtrsetup_[\\w-]{43}\n$`));
    const again = await run(['admin', 'reset', 'olga@example.com', '--json']);
    expect(JSON.parse(again.stdout).link.url).not.toBe(stdout.trim());
    const weak = await run(['admin', 'create', 'bob', '--role', 'viewer', '--password-stdin'], { input: 'short\n' });
    expect([weak.code, weak.stderr]).toEqual([1, expect.stringContaining('12 characters')]);
    const made = await run(['admin', 'create', 'bob', '--role', 'viewer', '--password-stdin'], {
      input: 'a password of the tests\n',
    });
    expect([made.code, made.stdout]).toEqual([0, '']);
    const list = await run(['admin', 'list']);
    expect(list.stdout).toMatch(/^bob +viewer +active +password/m);
    expect(list.stdout).toMatch(/^olga@example\.com +owner +invited +link/m);
    expect((await run(['admin', 'create', 'eve', '--role', 'king'])).code).toBe(2);
    expect((await run(['admin', 'unlock', 'bob'])).stderr).toContain('bob is unlocked');
    expect((await run(['admin', 'unlock', 'eve'])).code).toBe(1);
  });

  test('an admin token is made narrower than its maker, works, and is revoked with its children', async () => {
    const create = async (more: string[], environment = {}) =>
      run(['admin', 'token', 'create', '--for', 'a test', ...more], { environment });
    const { stdout, stderr } = await create(['--role', 'admin', '--only', 'admin-tokens,usage', '--expires', '90d']);
    const token = stdout.trim();
    const id = token.slice(0, 21);
    expect(stderr).toContain(`Admin token id  ${id}`);
    expect(stderr).not.toContain(token);
    const wider = await create(['--role', 'owner'], { ROUTER_ADMIN_TOKEN: token });
    expect([wider.code, wider.stderr]).toEqual([1, expect.stringContaining('may more than your own role')]);
    const child = await create(['--role', 'viewer', '--only', 'usage', '--json'], { ROUTER_ADMIN_TOKEN: token });
    const childId = JSON.parse(child.stdout).admin_token_id;
    expect((await run(['token', 'list'], { environment: { ROUTER_ADMIN_TOKEN: token } })).code).toBe(1);
    expect((await run(['admin', 'token', 'list'])).stdout).toMatch(
      new RegExp(`^${id} +a test +admin: admin-tokens,usage +active`, 'm'),
    );
    const revoked = await run(['admin', 'token', 'revoke', token, '--yes']);
    expect(revoked.stderr).toContain(`${id}, ${childId}: revoked`);
    expect(revoked.stderr + revoked.stdout).not.toContain(token);
    expect((await run(['usage'], { environment: { ROUTER_ADMIN_TOKEN: token } })).code).toBe(4);
  });

  test('a rotated token goes on for the overlap, a day where none is said, and without one ends at once', async () => {
    const first = await make('dave');
    const kept = await run(['token', 'rotate', first.token_id, '--overlap', '1h', '--key', 'k2', '--json']);
    const second = JSON.parse(kept.stdout) as { token: string; token_id: string; replaces: string };
    expect(second.replaces).toBe(first.token_id);
    expect((await ask(router, first.token, 'default')).status).toBe(200);
    expect((await ask(router, second.token, 'default')).status).toBe(200);
    const third = await run(['token', 'rotate', second.token_id, '--key', 'k3', '--overlap', '0']);
    expect(third.stderr).toContain(`${second.token_id}, which has ended`);
    expect((await ask(router, third.stdout.trim(), 'default')).status).toBe(200);
    expect(await faultOf(await ask(router, second.token, 'default'))).toMatchObject({
      status: 403,
      code: 'token-rotated',
    });
    const day = await run(['token', 'rotate', (await make('dora')).token_id, '--key', 'k4', '--json']);
    const { rotates_at } = JSON.parse(day.stdout) as { rotates_at: string };
    expect(Math.round((Date.parse(rotates_at) - Date.now()) / 60_000)).toBe(24 * 60);
  });

  test('a suspended token is refused until it is resumed', async () => {
    const { token, token_id } = await make('frank');
    expect(await run(['token', 'suspend', token_id])).toMatchObject({ code: 0 });
    expect(await faultOf(await ask(router, token, 'default'))).toMatchObject({ status: 403, code: 'token-suspended' });
    expect(JSON.parse((await run(['token', 'resume', token_id, '--json'])).stdout)).toMatchObject({ status: 'active' });
    expect((await ask(router, token, 'default')).status).toBe(200);
    const declared = await run(['token', 'suspend', alice.slice(0, alice.lastIndexOf('_'))]);
    expect(declared).toMatchObject({ code: 1, stderr: expect.stringContaining('declared in the configuration file') });
  });

  test('a policy is saved, published, listed, shown, and gone back from', async () => {
    const source = (label: string) =>
      `export function route({ targets }: PolicyContext): PolicyDecision {\n\treturn { targets, label: '${label}' };\n}\n`;
    const save = (text: string, ...more: string[]) => run(['policies', 'save', 'mine', '-', ...more], { input: text });
    const wrong = await save(`${source('a')}const text: number = '';\n`);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/stdin:4:7 .*not assignable/)]);
    expect(await save(source('a'))).toMatchObject({ code: 0, stderr: 'mine: version 1 is kept, and not published\n' });
    expect((await run(['policies', 'publish', 'mine'])).stderr).toBe('mine: version 1 is in force\n');
    expect((await save(source('b'), '--publish')).stderr).toBe('mine: version 2 is kept, and in force\n');
    expect((await run(['policies', 'show', 'mine'])).stdout).toBe(source('b'));
    expect((await run(['policies', 'publish', 'mine', '1', '--json'])).stdout).toContain('"published":1');
    const shown = await run(['policies', 'show', 'mine']);
    expect([shown.stdout, shown.stderr]).toEqual([
      source('a'),
      expect.stringMatching(/2 +archived[\s\S]*1 +published/),
    ]);
    expect((await run(['policies'])).stdout).toMatch(/^mine +1 +2 +– +0 +0 /m);
    expect((await run(['policies', 'publish', 'mine', 'x'])).code).toBe(2);
  });

  test('a policy is saved with what becomes of a request when it fails, and keeps what is left out', async () => {
    const source = 'export const route = ({ targets }: PolicyContext) => ({ targets });\n';
    const save = (...more: string[]) => run(['policies', 'save', 'strict', '-', ...more], { input: source });
    const settings = async () => {
      const { data } = JSON.parse((await run(['policies', '--json'])).stdout);
      const { on_error, fallback, deadline_ms } = data.find(({ id }: { id: string }) => id === 'strict');
      return { on_error, fallback, deadline_ms };
    };
    expect((await save('--on-error', 'fail', '--fallback', 'lowest-cost', '--deadline', '50')).code).toBe(0);
    expect(await settings()).toEqual({ on_error: 'fail', fallback: 'lowest-cost', deadline_ms: 50 });
    expect((await save('--on-error', 'fallback')).stderr).toBe('strict: version 1 is kept, and not published\n');
    expect(await settings()).toEqual({ on_error: 'fallback', fallback: 'lowest-cost', deadline_ms: 50 });
    expect(await save('--deadline', 'default')).toMatchObject({ code: 0, stderr: expect.stringContaining('is kept') });
    expect(await settings()).toMatchObject({ deadline_ms: null });
    const wrong = [
      ['--on-error', 'pass'],
      ['--fallback', 'script'],
      ['--deadline', '1001'],
      ['--deadline', '0'],
    ];
    for (const options of wrong) expect([options, (await save(...options)).code]).toEqual([options, 2]);
  });

  test('a policy of a file is applied from beside it, exported, and changes nothing the second time', async () => {
    const folder = path.dirname(router.configPath);
    const file = path.join(folder, 'policies.json');
    await fs.writeFile(
      path.join(folder, 'first.ts'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript’s own
      'export const route: PolicyRoute = ({ targets }) => ({ targets: [...targets].reverse(), label: `${targets.length}` });\n',
    );
    const targets = [{ provider: 'up', model: 'one' }];
    const group = { id: 'asks', strategy: 'script', policy: 'first', targets };
    await fs.writeFile(
      file,
      JSON.stringify({ version: 1, policies: [{ id: 'first', source_file: './first.ts' }], groups: [group] }),
    );
    expect((await run(['apply', 'policies.json', '--dry-run'])).code).toBe(5);
    const applied = await run(['apply', 'policies.json']);
    expect([applied.code, applied.stdout]).toEqual([0, expect.stringContaining('+ policy first')]);
    expect((await run(['apply', 'policies.json'])).stdout).toContain('nothing to change');
    const { token } = await make('gina', '--allow', 'asks', '--tier', '9');
    // The model has no tier, and so is out of reach of a token that has one.
    expect(await faultOf(await ask(router, token, 'asks'))).toMatchObject({ code: 'no-eligible-target' });
    const free = await make('gina', '--allow', 'asks', '--key', 'free');
    expect((await ask(router, free.token, 'asks')).status).toBe(200);
    const exported = await run(['export']);
    expect(exported.stdout).toContain('export const route: PolicyRoute');
    const again = await run(['apply', '-', '--dry-run'], { input: exported.stdout, environment: { UP_API_KEY: 'x' } });
    expect(again.stdout).not.toContain('policy first');
    await fs.writeFile(path.join(folder, 'first.ts'), 'export const route = 1;\n');
    const wrong = await run(['apply', 'policies.json']);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('./first.ts, line 1, column 14')]);
  });

  test('a token is made with limits, which an export then has', async () => {
    const { token_id } = await make(
      ...['hugo', '--requests-per-minute', '60', '--concurrency', '4', '--usd-per-day', '2.5', '--usd-per-month', '50'],
    );
    const { stdout } = await run(['token', 'list', '--search', 'hugo', '--json']);
    const limits = { requests_per_minute: 60, concurrency: 4, usd: { day: 2.5, month: 50 } };
    expect(JSON.parse(stdout)).toMatchObject({ data: [{ token_id, limits }] });
    const exported = (await run(['export'])).stdout;
    expect(exported).toContain('limits: { requests_per_minute: 60, concurrency: 4, usd: { day: 2.5, month: 50 } }');
    for (const wrong of [
      ['--concurrency', '0'],
      ['--requests-per-minute', '1.5'],
      ['--usd-per-day', '0.0000001'],
    ]) {
      const made = await run(['token', 'create', '--user', 'hugo', '--project', 'demo', '--allow', '', ...wrong]);
      expect([made.code, made.stderr]).toEqual([2, expect.stringContaining('expected')]);
    }
  });

  test('a list finds tokens by words of their ids, which are no patterns', async () => {
    const { token_id } = await make('grace');
    const found = async (words: string) => {
      const { stdout } = await run(['token', 'list', '--search', words, '--json']);
      return (JSON.parse(stdout) as { data: { token_id: string }[] }).data.map((row) => row.token_id);
    };
    expect(await found('grace dev')).toEqual([token_id]);
    expect(await found('gr_ce')).toEqual([]);
    expect(await found('%')).toEqual([]);
  });

  test('a revoked token is refused from its next request on', async () => {
    const { token, token_id } = await make('erin');
    expect((await run(['token', 'revoke', token_id])).code).toBe(2);
    expect((await ask(router, token, 'default')).status).toBe(200);
    expect((await run(['token', 'revoke', token_id, '--yes'])).code).toBe(0);
    expect(await faultOf(await ask(router, token, 'default'))).toMatchObject({ status: 403, code: 'token-revoked' });
  });

  test('apply shows what it would do, does it, and has then nothing to do', async () => {
    const more = {
      ...base(),
      groups: [failover('default', ['up/one']), failover('second', ['up/one'], { title: 'Two' })],
    };
    const { environment } = await write('more.yaml', more);
    const dry = await run(['apply', 'more.yaml', '--dry-run'], { environment });
    expect(dry).toMatchObject({ code: 5, stdout: expect.stringMatching(/^\+ group second$/m) });
    expect((await run(['export'])).stdout).not.toContain('second');
    expect(await run(['apply', 'more.yaml'], { environment })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 change made'),
    });
    expect(await run(['apply', 'more.yaml'], { environment })).toMatchObject({
      code: 0,
      stdout: 'more.yaml: nothing to change\n',
    });
    expect((await run(['apply', 'more.yaml', '--dry-run'], { environment })).code).toBe(0);
  });

  test('what stands no longer in the file stays, until it is pruned; what the console made is left alone', async () => {
    const mallory = await make('mallory');
    const spare = { ...base(), groups: [failover('default', ['up/one']), failover('spare', ['up/one'])] };
    const { environment } = await write('spare.yaml', spare);
    await run(['apply', 'spare.yaml'], { environment });
    const less = await write('less.yaml', base());
    await run(['apply', 'less.yaml'], less);
    expect((await run(['export'])).stdout).toContain('spare');
    const pruned = await run(['apply', 'less.yaml', '--prune'], less);
    expect(pruned).toMatchObject({ code: 0, stdout: expect.stringMatching(/^- group spare$/m) });
    expect((await run(['export'])).stdout).not.toContain('spare');
    expect((await ask(router, mallory.token, 'default')).status).toBe(200);
  });

  test('export, then apply, changes nothing', async () => {
    await make('frank', '--key', 'exported');
    const { environment } = await write('again.yaml', base());
    await run(['apply', 'again.yaml'], { environment });
    const written = await run(['export', '--output', 'exported.yaml']);
    expect(written).toMatchObject({ code: 0, stdout: '' });
    const before = (await run(['export'])).stdout;
    expect(before).not.toContain('sk-of-the-provider');
    const applied = await run(['apply', 'exported.yaml', '--json'], { environment });
    expect(applied.stderr).toBe('');
    expect(JSON.parse(applied.stdout)).toMatchObject({ dry_run: false, changes: [] });
    expect((await run(['apply', '-'], { environment, input: before })).stdout).toBe('stdin: nothing to change\n');
    expect((await run(['export'])).stdout).toBe(before);
  });

  test('a file with mistakes changes nothing and is told place by place', async () => {
    const { environment } = await write('bad.yaml', { groups: [failover('bad', ['up/none'])] });
    const refused = await run(['apply', 'bad.yaml'], { environment });
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/bad\.yaml:\d+:\d+ groups\[0\]/),
    });
    await write('secret.yaml', base());
    const missing = await run(['apply', 'secret.yaml']);
    expect(missing).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/secret\.yaml:\d+:\d+ .*TEST_SECRET_1 is not set/),
    });
  });

  test('usage shows the requests that were made', async () => {
    const { token, token_id } = await make('grace');
    for (let count = 0; count < 3; count++) expect((await ask(router, token, 'default')).status).toBe(200);
    const report = await eventually('three requests in the usage', async () => {
      const { stdout } = await run(['usage', '--by', 'token', '--token', token_id, '--json']);
      const found = JSON.parse(stdout) as {
        totals: { requests: number };
        rows: { name: string; output_tokens: number }[];
      };
      return found.totals.requests === 3 && found;
    });
    expect(report.rows).toEqual([expect.objectContaining({ name: token_id, output_tokens: 600 })]);
    expect((await run(['usage', '--from', '1h'])).stdout).toMatch(/^GROUP +REQUESTS[\s\S]*^total +\d+/m);
  });

  test('doctor finds nothing failed, and then a provider that is dead', async () => {
    const { environment } = await write('healthy.yaml', base());
    await run(['apply', 'healthy.yaml', '--prune'], { environment });
    const well = await run(['doctor']);
    expect(well).toMatchObject({ code: 0, stdout: expect.stringContaining('all well') });
    const dead = provider('dead', 'http://127.0.0.1:9/v1', ['one']);
    const ill = await write('ill.yaml', { providers: [dead], groups: [failover('dead', ['dead/one'])] });
    await run(['apply', 'ill.yaml'], ill);
    const found = await run(['doctor']);
    expect(found).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ .*dead/m) });
    await run(['apply', 'healthy.yaml', '--prune'], { environment });
  });

  test('a wrong admin token is told as that, and a server that is no demo as that', async () => {
    const wrong = await run(['token', 'list'], { environment: { ROUTER_ADMIN_TOKEN: 'x'.repeat(40) } });
    expect(wrong).toMatchObject({ code: 4, stdout: '' });
    expect(wrong.stderr).not.toContain('xxxx');
    expect(await run(['demo'])).toMatchObject({ code: 1, stderr: expect.stringContaining('is no demo') });
    expect((await run(['token', 'list', '--user', 'nobody', '--json'])).stdout).toContain('"data":[]');
  });

  test('nothing that was printed holds a token, but for the creation and the rotation of that very one', async () => {
    const admin = (await fs.readFile(path.join(router.dataDir, 'admin-token'), 'utf8')).trim();
    const isShowing = (args: readonly string[]) => args[0] === 'token' && /^(create|rotate)$/.test(args[1] ?? '');
    const shown = run.printed
      .filter(({ args }) => isShowing(args))
      .flatMap(({ text }) => text.match(/rtr(_[a-z0-9-]+){5}_[0-9A-Za-z]{49}/g) ?? []);
    expect(shown.length).toBeGreaterThan(7);
    const everything = run.printed.map(({ text }) => text).join('\n');
    for (const token of shown) expect(everything.split(token)).toHaveLength(2);
    for (const secret of [admin, alice, 'sk-of-the-provider']) expect(everything).not.toContain(secret);
    for (const secret of [admin, ...shown]) expect(router.output()).not.toContain(secret);
  });
});
