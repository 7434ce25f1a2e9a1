import cluster, { type Worker } from 'node:cluster';
import type { Log } from '../telemetry/log';

/** In the environment of each worker but the first: who announces where the server is, does so once. */
export const quietWorker = 'SMART_ROUTER_QUIET_WORKER';

const shortLifeMs = 60_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
const secondSignalMs = 1_000;

/**
 * Several processes of this program behind one port. The first comes up alone, so that what a start does and says is done and said once;
 * one that dies is replaced, ever more slowly while they die young; a signal drains all of them.
 */
export function leadWorkers(program: string, count: number, log: Pick<Log, 'error' | 'info'>): void {
  cluster.setupPrimary({ exec: program });
  let hasListened = false;
  let stoppedAt: number | null = null;
  let pauseMs = firstPauseMs;
  let worstCode = 0;
  const bornAt = new Map<Worker, number>();

  function fork(isQuiet: boolean): void {
    const worker = cluster.fork(isQuiet ? { [quietWorker]: '1' } : {});
    bornAt.set(worker, performance.now());
  }

  cluster.on('listening', () => {
    if (hasListened || stoppedAt !== null) return;
    hasListened = true;
    for (let more = 1; more < count; more += 1) fork(true);
  });

  cluster.on('exit', (worker: Worker, code: number | null, signal: string | null) => {
    const livedMs = performance.now() - (bornAt.get(worker) ?? 0);
    bornAt.delete(worker);
    if (stoppedAt !== null) {
      // One that was still starting has nothing to drain, and ends by the signal itself.
      worstCode = Math.max(worstCode, signal === 'SIGTERM' ? 0 : (code ?? 1));
      if (bornAt.size === 0) process.exit(worstCode);
      return;
    }
    // The very first has said itself what is wrong.
    if (!hasListened) process.exit(code || 1);
    pauseMs = livedMs < shortLifeMs ? Math.min(pauseMs * 2, longestPauseMs) : firstPauseMs;
    log.error({ pid: worker.process.pid, code, signal, pauseMs }, 'a worker has died: another takes its place');
    setTimeout(() => {
      if (stoppedAt === null) fork(true);
    }, pauseMs);
  });

  const stop = (signal: NodeJS.Signals) => {
    if (stoppedAt !== null) {
      // As with one process: under npm, and in a terminal, one Ctrl-C comes more than once.
      if (performance.now() - stoppedAt < secondSignalMs) return;
      for (const worker of bornAt.keys()) worker.process.kill('SIGKILL');
      process.exit(1);
    }
    stoppedAt = performance.now();
    if (bornAt.size === 0) process.exit(0);
    log.info({ signal, workers: bornAt.size }, 'shutting down');
    for (const worker of bornAt.keys()) worker.process.kill('SIGTERM');
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  fork(false);
}
