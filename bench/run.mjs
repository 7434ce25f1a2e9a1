/**
 * `npm run bench`: what a request costs, side by side in one run: the upstream directly, a bare proxy of the same stack, this
 * router with its embedded store and with PostgreSQL, and the same build under plain `next start`.
 *
 *   --store embedded|postgres   one store only (both, where a PostgreSQL server is installed)
 *   --peers                     also Portkey's gateway, fetched from npm into a temporary folder
 *   --check                     short: the budgets as ratios, and what policies cost; exit code 1 where one is missed
 *   --seconds 2 --rounds 3 --connections 32 --json FILE
 *
 * CPU is the process's own, all threads, per request. Machines are noisy, so the subjects take turns, and the figure to quote
 * is the ratio. `saturated` keeps every connection busy; `quarter` begins a quarter of what the router could do then.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findPostgresBinaries } from '../db/testing/postgres-cluster.mjs';
import { check } from './check.mjs';
import { median, table } from './figures.mjs';
import { measure } from './measure.mjs';
import { startPortkey } from './peers.mjs';
import { startCluster } from './postgres.mjs';
import { endAll, start, startBareProxy, startRouter, startUpstream } from './subjects.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    store: { type: 'string' },
    peers: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number);
const say = (line) => process.stdout.write(`${line}\n`);
let cluster = null;
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.once(signal, () => void clearAway().finally(() => process.exit(code)));
}

try {
  const upstream = await startUpstream();
  const bare = await startBareProxy(upstream);
  const routers = await startRouters(upstream);
  const load = start(path.join(import.meta.dirname, 'load.mjs'));
  if (values.check) {
    if (!(await check(load, bare, routers, connections, say))) process.exitCode = 1;
  } else {
    const peers = values.peers ? [await startPortkey(upstream)] : [];
    const next = await startRouter(upstream, { door: 'next' });
    const subjects = [upstream, bare, ...Object.values(routers), next, ...peers];
    const own = [...Object.values(routers), next];
    const results = [];
    for (const kind of ['unary', 'stream', 'models']) results.push(...(await compare(load, subjects, routers, kind)));
    for (const kind of ['messages to chat', 'responses to messages'])
      results.push(...(await compare(load, own, routers, kind)));
    process.stdout.write(table(results, bare.name));
    if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
} finally {
  await clearAway();
}
// A process of its own, once nothing else runs: threads that loop are no neighbours for the rest.
if (await runPolicies()) process.exitCode = 1;
// The load's own agent may still hold a connection; everything is said.
process.exit();

function runPolicies() {
  const program = path.join(import.meta.dirname, 'policies.mjs');
  const child = spawn(process.execPath, [program, ...(values.check ? ['--check'] : [])], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code !== 0)));
}

async function startRouters(upstream) {
  const routers = {};
  if (values.store !== 'postgres') routers.embedded = await startRouter(upstream);
  if (values.store === 'embedded') return routers;
  if (findPostgresBinaries()) {
    cluster = await startCluster();
    routers.postgres = await startRouter(upstream, { cluster });
  } else if (values.store === 'postgres') throw new Error('no PostgreSQL server is installed');
  return routers;
}

/** One kind of request, saturated and then at a quarter of that. A subject that cannot serve it is named and left out. */
async function compare(load, all, routers, kind) {
  const job = { kind, connections, rate: 0, seconds };
  const broken = {};
  const subjects = [];
  for (const subject of all) {
    if (subject.without?.includes(kind)) broken[subject.name] = 'has none';
    else {
      const { failed, requests } = await measure(load, subject, job);
      if (failed === 0) subjects.push(subject);
      else broken[subject.name] = `${failed} of ${requests} requests fail`;
    }
  }
  const saturated = await takeTurns(load, subjects, job);
  const [router] = Object.values(routers);
  const rate = Math.round(median(saturated.map((round) => round[router.name].rps)) / 4);
  const slow = subjects.filter(({ name }) => median(saturated.map((round) => round[name].rps)) < rate * 1.2);
  const able = subjects.filter((subject) => !slow.includes(subject));
  const quarter = await takeTurns(load, able, { ...job, rate });
  const tooMuch = Object.fromEntries(slow.map(({ name }) => [name, 'cannot serve as many']));
  return [
    { title: `${kind}, saturated`, rounds: saturated, broken },
    { title: `${kind}, ${rate}/s`, rounds: quarter, broken: { ...broken, ...tooMuch } },
  ];
}

async function takeTurns(load, subjects, job) {
  const taken = [];
  while (taken.length < rounds) {
    const round = {};
    for (const subject of subjects) round[subject.name] = await measure(load, subject, job);
    taken.push(round);
  }
  return taken;
}

async function clearAway() {
  await endAll();
  await cluster?.remove();
}
