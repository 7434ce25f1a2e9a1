import path from 'node:path';
import { Worker } from 'node:worker_threads';

export interface PolicyProblem {
  kind: 'syntax' | 'rule' | 'type' | 'trial' | 'size';
  /** From 1, in the source as it was given; null where it is about the whole. */
  line: number | null;
  column: number | null;
  message: string;
}

export type CheckedSource =
  | { problems: readonly PolicyProblem[] }
  | { problems?: undefined; code: string; lines: readonly number[]; hasValidate: boolean };

export interface PolicyChecker {
  /** Never rejects. Checks take turns; warm, one takes about a tenth of a second. */
  check(source: string): Promise<CheckedSource>;
  close(): void;
}

/** Types can be made to compute for ever as well. */
const checkMs = 20_000;
/** TypeScript keeps some 100 MB: an editor asks again within seconds, and later it is given back. */
const idleMs = 30_000;
const mostWaiting = 20;

/** TypeScript in a thread of its own, started by the first check and ended when none has come for a while. */
export function createPolicyChecker(): PolicyChecker {
  return new ThreadedChecker();
}

class ThreadedChecker implements PolicyChecker {
  #worker: Worker | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  async check(source: string): Promise<CheckedSource> {
    if (this.#waiting >= mostWaiting) return unable('Too many policies are being checked. Try again in a moment.');
    this.#waiting += 1;
    const checked = this.#turn.then(() => this.#ask(source));
    this.#turn = checked;
    try {
      return await checked;
    } finally {
      this.#waiting -= 1;
    }
  }

  close(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#worker = null;
  }

  #ask(source: string): Promise<CheckedSource> {
    clearTimeout(this.#idle);
    this.#worker ??= startWorker();
    const worker = this.#worker;
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const settle = (checked: CheckedSource) => {
        clearTimeout(late);
        worker.removeAllListeners();
        worker.unref();
        resolve(checked);
      };
      const end = (message: string) => {
        settle(unable(message));
        this.close();
      };
      const late = setTimeout(() => end('Its types could not be checked in time: make them simpler.'), checkMs);
      worker.ref();
      worker.on('message', (reply: { id: number } & CheckedSource) => {
        if (reply.id !== id) return;
        settle(reply);
        this.#idle = setTimeout(() => this.close(), idleMs).unref();
      });
      worker.on('error', () => end('Its types could not be checked: the checker ended while it read them.'));
      worker.on('exit', () => end('Its types could not be checked: the checker ended.'));
      worker.postMessage({ id, source });
    });
  }
}

function startWorker(): Worker {
  // By path from the project's root, not import.meta.url: this module is bundled, the worker's file is not.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'policies', 'check', 'worker.mjs');
  return new Worker(/* turbopackIgnore: true */ file, {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    env: {},
    execArgv: [],
  });
}

function unable(message: string): CheckedSource {
  return { problems: [{ kind: 'type', line: null, column: null, message }] };
}
