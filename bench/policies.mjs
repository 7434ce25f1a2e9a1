/**
 * `node bench/policies.mjs`: what a call of each example policy costs, from the asking thread's point of view, and what other calls
 * feel of twenty policies that loop: those that ask whether they may go on, and those in a native that does not.
 *
 *   --seconds 2   how long each part runs
 *   --check       short; exit code 1 where a figure is past its hold, which leaves a busy machine room above the budget
 */
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build, stop } from 'esbuild';
import { percentile } from './figures.mjs';

/** Milliseconds of the 99th of a hundred calls. `held` is what fails the check: of such figures a busy machine makes many. */
const budgets = { example: { p99: 5, held: 25 }, besideLoops: { p99: 50, held: 150 } };

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '2' }, check: { type: 'boolean', default: false } },
});
const partMs = values.check ? 700 : Number(values.seconds) * 1_000;
let isKept = true;
process.chdir(path.resolve(import.meta.dirname, '..'));
const folder = path.join('lib', 'policies', 'examples');
const policies = await loadPolicies();
const sandbox = policies.createSandbox({ waitMs: 5_000 });
const checker = policies.createPolicyChecker();
await sandbox.start();

const examples = {};
for (const file of fs.readdirSync(folder).filter((name) => !name.includes('.test.'))) {
  const source = fs.readFileSync(path.join(folder, file), 'utf8');
  const begun = performance.now();
  const { policy, problems } = await policies.compilePolicy(source, { checker, sandbox, deadlineMs: 1_000 });
  if (!policy) throw new Error(`${file}: ${problems[0].message}`);
  say(`checked and tried ${file}`, `${(performance.now() - begun).toFixed(0)} ms`);
  examples[file] = policy;
}
const context = policies.sampleContext({
  request: { hasTools: true, toolCount: 20, text: 'A plain sentence of some words. '.repeat(60) },
  targets: Array.from({ length: 8 }, (_, number) => policies.sampleTarget(`provider-${number}`, 'model')),
});

say('', 'p50', 'p99', 'calls', 'budget', 'failed');
tell('a thread that only answers: the machine’s own', await echoFor(), null);
for (const [file, policy] of Object.entries(examples)) tell(file, await callFor(policy, 1), budgets.example);
const [busiest] = Object.values(examples);
tell('eight at once', await callFor(busiest, 8), null);
const loops = { 'twenty loops': 'for (;;);', 'twenty natives': 'return { reason: new Array(4e9).join("") }' };
for (const [name, body] of Object.entries(loops)) {
  tell(`beside ${name}, suspended as they are`, await callBeside(body, false), budgets.besideLoops);
  tell(`beside ${name}, never suspended`, await callBeside(body, true), budgets.besideLoops);
}
say('memory, whole process', `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
sandbox.close();
checker.close();
if (values.check && !isKept) process.exitCode = 1;

/** The library as the server runs it: bundled, and its threads by their paths under the project's root. */
async function loadPolicies() {
  const outfile = path.resolve('dist', 'bench', `policies-${process.pid}.mjs`);
  const names = ['compile-policy', 'run-policy', 'samples', 'check/checker', 'sandbox/create-sandbox'];
  const contents = names.map((name) => `export * from './lib/policies/${name}';`).join('\n');
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  await stop();
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    fs.rmSync(outfile);
  }
}

/** What no sandbox could do better: a text to a thread and back. On a quiet machine its p99 is far below a millisecond. */
async function echoFor() {
  const echo =
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (text) => parentPort.postMessage(text));";
  const worker = new Worker(echo, { eval: true });
  const text = JSON.stringify(context);
  const times = [];
  const end = performance.now() + partMs;
  while (performance.now() < end) {
    const begun = performance.now();
    worker.postMessage(text);
    await once(worker, 'message');
    times.push(performance.now() - begun);
  }
  await worker.terminate();
  return { times, failed: {} };
}

/** Calls one after the other, on so many lanes at once, until the time is over. */
async function callFor(policy, lanes) {
  const times = [];
  const failed = {};
  const end = performance.now() + partMs;
  const lane = async () => {
    while (performance.now() < end) {
      const begun = performance.now();
      const { failure } = await policies.runPolicy(policy, context, { sandbox, seed: 1 });
      times.push(performance.now() - begun);
      if (failure) failed[failure.kind] = (failed[failure.kind] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { times, failed };
}

/** Another policy's calls, a few at once, while twenty that loop are called without a pause. */
async function callBeside(body, resumes) {
  let isOver = false;
  const looping = Array.from({ length: 20 }, async (_, number) => {
    const code = `exports.route = () => { ${body} };`;
    const policy = { code, digest: `${body} ${resumes} ${number}`, lines: [], hasValidate: false };
    while (!isOver) {
      if (resumes) sandbox.resume(policy.digest);
      const { ms } = await policies.runPolicy(policy, context, { sandbox, seed: 1 });
      // One that is suspended answers at once; nobody asks it a million times a second.
      if (ms === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
  const measured = await callFor(busiest, 4);
  isOver = true;
  await Promise.all(looping);
  return measured;
}

function tell(name, { times, failed }, budget) {
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(times, share));
  const verdict = budget === null ? '' : `${budget.p99} ms ${p99 <= budget.p99 ? 'kept' : 'missed'}`;
  if (budget !== null && p99 > budget.held) isKept = false;
  say(name, `${p50.toFixed(2)} ms`, `${p99.toFixed(2)} ms`, String(times.length), verdict, JSON.stringify(failed));
}

function say(name, ...cells) {
  process.stdout.write(`${name.padEnd(52)}${cells.map((cell) => cell.padStart(10)).join('  ')}\n`);
}
