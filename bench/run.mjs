/**
 * `npm run bench [-- --seconds 3 --rounds 5 --json FILE]`: the router beside a bare proxy of the same stack, in one run.
 *
 * CPU is the proxy process's own (all its threads, the embedded store's among them) per request, from /proc. Machines are
 * noisy, so the two take turns and the figure to quote is the ratio of a round's two runs, its median over the rounds.
 *
 * Each kind of request runs twice: `paced` at the same number of requests a second for both, which is what a deployment
 * sees; and `saturated` with every connection busy, where the two serve different numbers and the slower one pays for
 * peers that fall asleep in between.
 */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median, table } from './figures.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    json: { type: 'string' },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number);

const here = import.meta.dirname;
const root = path.dirname(here);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'router-bench-'));
const token = `rtr_bench_user_project_dev_k1_${'x'.repeat(43)}`;
const children = [];

function start(file, args = [], env = {}) {
  const child = fork(file, args, {
    execArgv: ['--max-semi-space-size=64'],
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

const message = (child) => new Promise((resolve) => child.once('message', resolve));

async function startRouter(upstreamPort) {
  const config = path.join(scratch, 'router.yaml');
  fs.writeFileSync(
    config,
    `version: 1
providers:
  - id: bench
    dialect: openai-chat
    base_url: http://127.0.0.1:${upstreamPort}/v1
    api_key: \${BENCH_KEY}
    models: [{ id: small, upstream_model: bench, capabilities: { tools: true }, context_tokens: 128000, price: { input: 1, output: 2 } }]
groups:
  - { id: default, strategy: weighted, targets: [{ provider: bench, model: small }] }
callers:
  - { user: user, project: project, tokens: [{ env: dev, key: k1, allow: [default], token: "\${BENCH_TOKEN}" }] }
`,
  );
  const child = start(path.join(root, 'dist', 'server.mjs'), [], {
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: '',
    ROUTER_DATA_DIR: path.join(scratch, 'data'),
    ROUTER_CONFIG: config,
    BENCH_KEY: 'key',
    BENCH_TOKEN: token,
  });
  const origin = await new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`the router ended with ${code}:\n${said}`)));
    child.stdout.on('data', (piece) => {
      said += piece;
      const found = /is at (http:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
  return { name: 'router', child, origin };
}

/** Microseconds of CPU a process has used, all threads, user and system. */
function cpuOf(child) {
  const fields = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

async function measure(load, subject, kind, rate, forSeconds = seconds) {
  const before = cpuOf(subject.child);
  const begun = performance.now();
  load.send({ origin: subject.origin, kind, connections, rate, seconds: forSeconds, token });
  const { requests, failed, p50, p99 } = await message(load);
  const cpu = (cpuOf(subject.child) - before) / requests;
  if (failed > 0) throw new Error(`${subject.name} ${kind}: ${failed} of ${requests} requests failed`);
  return { cpu, rps: requests / ((performance.now() - begun) / 1000), p50, p99 };
}

try {
  const upstream = start(path.join(here, 'upstream.mjs'));
  const { port } = await message(upstream);
  const bare = start(path.join(here, 'bare-proxy.mjs'), [String(port)]);
  const subjects = [
    { name: 'bare proxy', child: bare, origin: `http://127.0.0.1:${(await message(bare)).port}` },
    await startRouter(port),
  ];
  const load = start(path.join(here, 'load.mjs'));

  const results = [];
  for (const [kind, rate] of Object.entries({ unary: 1000, stream: 400, models: 2000 })) {
    for (const subject of subjects) await measure(load, subject, kind, 0, 2);
    for (const pace of [rate, 0]) {
      const runs = [];
      for (let round = 0; round < rounds; round += 1) {
        const taken = {};
        for (const subject of subjects) taken[subject.name] = await measure(load, subject, kind, pace);
        runs.push(taken);
      }
      const ratio = median(runs.map((run) => run.router.cpu / run['bare proxy'].cpu));
      results.push({ kind: `${kind}, ${pace > 0 ? `${pace}/s` : 'saturated'}`, ratio, runs });
    }
  }
  process.stdout.write(table(results));
  if (values.json) fs.writeFileSync(values.json, JSON.stringify(results, null, 2));
} finally {
  for (const child of children) child.kill('SIGTERM');
  fs.rmSync(scratch, { recursive: true, force: true });
}
