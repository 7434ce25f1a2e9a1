/**
 * One thread of the sandbox (thread.ts is the other end). Plain JavaScript that is never bundled: it is started by its path
 * under the project's root. It runs one call at a time and knows nothing of the one before.
 *
 * In  { id, code, entry, input, deadlineMs, mostMs }: milliseconds of computing, and of any kind
 * Out { ready } · { id, said, hasGrown, ms } · { id, failed, message, ms }
 */
import { parentPort, workerData } from 'node:worker_threads';
import { readCpuTime } from './cpu-time.mjs';
import { createEngine } from './engine.mjs';

const { wasmModule, progress } = workerData;
/** For the watchdog: which call runs, 0 for none, and since when. */
const running = new Int32Array(progress, 0, 1);
const since = new Float64Array(progress, 8, 1);

let engine = createEngine(wasmModule);
const warm = await engine;
// QuickJS compiles as it is used for the first time; nobody's deadline shall pay for that.
for (let time = 0; time < 20; time += 1) warm.run(warmUp(), () => false);
parentPort.on('message', (call) => void answer(call));
parentPort.postMessage({ ready: true });

async function answer(call) {
  const able = await engine;
  const begun = performance.now();
  const cpuBegun = readCpuTime();
  since[0] = performance.timeOrigin + begun;
  Atomics.store(running, 0, call.id);
  const outcome = able.run(call, () => {
    const passed = performance.now() - begun;
    if (passed < call.deadlineMs) return false;
    const cpu = readCpuTime();
    return cpu === null || cpu - cpuBegun >= call.deadlineMs || passed >= call.mostMs;
  });
  Atomics.store(running, 0, 0);
  parentPort.postMessage({ id: call.id, ms: performance.now() - begun, ...outcome });
  if (able.isWorn) engine = createEngine(wasmModule);
}

function warmUp() {
  const code = "exports.route = ({ targets }) => ({ targets: targets.filter((each) => each), label: 'warm' });";
  const input = JSON.stringify({ seed: 1, keepsLines: false, context: { targets: [{ price: null }, { price: {} }] } });
  return { code, entry: 'route', input };
}
