/** What is measured: each is { name, origin, pid, headers } once it listens on loopback. `endAll` leaves nothing running. */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { message } from './measure.mjs';

const here = import.meta.dirname;
const root = path.dirname(here);
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'router-bench-'));
const token = `rtr_bench_user_project_dev_k1_${'x'.repeat(43)}`;
const children = [];

/** All with the young generation that `npm run serve` has, so that none is ahead by its settings. */
export function start(file, args = [], env = {}, errors = 'inherit') {
  const child = fork(file, args, {
    execArgv: ['--max-semi-space-size=64'],
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', errors, 'ipc'],
  });
  child.stdout.resume();
  children.push(child);
  return child;
}

export async function endAll() {
  const living = children.filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(
    living.map((child) => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      return ended.finally(() => clearTimeout(timer));
    }),
  );
  fs.rmSync(scratch, { recursive: true, force: true });
}

export async function startUpstream() {
  const child = start(path.join(here, 'upstream.mjs'));
  const { port } = await message(child);
  return { name: 'upstream, directly', origin: `http://127.0.0.1:${port}`, port, pid: child.pid, headers: {} };
}

export async function startBareProxy(upstream) {
  const child = start(path.join(here, 'bare-proxy.mjs'), [String(upstream.port)]);
  const { port } = await message(child);
  return { name: 'bare proxy', origin: `http://127.0.0.1:${port}`, pid: child.pid, headers: {} };
}

/** `door`: `direct` is server.ts as `npm run serve` runs it, `next` is `next start` of the same build. */
export async function startRouter(upstream, { door = 'direct', cluster = null } = {}) {
  const folder = fs.mkdtempSync(path.join(scratch, 'router-'));
  const config = path.join(folder, 'router.yaml');
  fs.writeFileSync(config, configuration(upstream));
  const port = await freePort();
  const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const [file, args] =
    door === 'direct'
      ? [path.join(root, 'dist', 'server.mjs'), []]
      : [next, ['start', '-p', String(port), '-H', '127.0.0.1']];
  const child = start(file, args, {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: cluster?.url ?? '',
    ROUTER_SECRET: 'x'.repeat(32),
    ROUTER_DATA_DIR: path.join(folder, 'data'),
    ROUTER_CONFIG: config,
    BENCH_KEY: 'key',
    BENCH_TOKEN: token,
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(child, `${origin}/readyz`);
  const name = door === 'next' ? 'plain Next door' : `router, ${cluster ? 'PostgreSQL' : 'embedded store'}`;
  return {
    name,
    origin,
    pid: child.pid,
    headers: { authorization: `Bearer ${token}` },
    storePid: cluster?.pid ?? null,
  };
}

const configuration = (upstream) => `version: 1
providers:
  - id: bench
    dialect: openai-chat
    base_url: ${upstream.origin}/v1
    api_key: \${BENCH_KEY}
    models: [{ id: small, upstream_model: bench, capabilities: { tools: true }, context_tokens: 128000, price: { input: 1, output: 2 } }]
  - id: other
    dialect: anthropic-messages
    base_url: ${upstream.origin}/v1
    api_key: \${BENCH_KEY}
    models: [{ id: small, upstream_model: bench, capabilities: { tools: true }, context_tokens: 128000, price: { input: 1, output: 2 } }]
groups:
  - { id: claude, strategy: weighted, targets: [{ provider: other, model: small }] }
  - { id: default, strategy: weighted, targets: [{ provider: bench, model: small }] }
callers:
  - { user: user, project: project, tokens: [{ env: dev, key: k1, allow: [default, claude], token: "\${BENCH_TOKEN}" }] }
`;

/** Waits until a server says that it is ready, a minute at most. */
export async function untilAnswers(child, url) {
  for (let turn = 0; turn < 600; turn += 1) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.at(-1)} ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`${url} did not answer`);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
