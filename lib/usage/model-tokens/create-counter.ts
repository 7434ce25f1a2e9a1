import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { approximateTokens } from './approximate';

/** Counts what upstreams have not: for what is settled without their figures, never on a request's way. */
export interface ModelTokenCounter {
  /** One count for each text, by o200k_base; or about so, where that takes too long. Never rejects. */
  count(texts: readonly string[]): Promise<readonly number[]>;
  /** What waits for a count is settled without one before it resolves. */
  close(): Promise<void>;
}

/**
 * A record waits so long for its count and then takes what the text's length comes to: what a process has answered must be
 * in the spool within 50 ms, and the thread takes longer than this to start.
 */
const COUNT_MS = 25;
/** The vocabulary takes some 60 MB: they are given back when nothing has been counted for a while. */
const IDLE_MS = 5 * 60_000;
/** A thread that does not start is not tried again at once. */
const REST_MS = 60_000;
const MOST_WAITING = 1_000;

/** The tokenizer in a thread of its own, started by the first count: loading it would hold up every request for 100 ms. */
export function createModelTokenCounter({ waitMs = COUNT_MS } = {}): ModelTokenCounter {
  return new ThreadedCounter(waitMs);
}

class ThreadedCounter implements ModelTokenCounter {
  #worker: Worker | null = null;
  #lastId = 0;
  #restsUntil = 0;
  #isClosed = false;
  #idle: NodeJS.Timeout | undefined;
  readonly #waiting = new Map<number, (counts: readonly number[] | null) => void>();
  readonly #waitMs: number;

  constructor(waitMs: number) {
    this.#waitMs = waitMs;
  }

  async count(texts: readonly string[]): Promise<readonly number[]> {
    if (texts.every((text) => text === '')) return texts.map(() => 0);
    return (await this.#ask(texts)) ?? texts.map(approximateTokens);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#end(this.#worker);
    return new Promise((resolve) => setImmediate(resolve));
  }

  #ask(texts: readonly string[]): Promise<readonly number[] | null> {
    const worker = this.#isClosed || this.#waiting.size >= MOST_WAITING ? null : this.#start();
    if (worker === null) return Promise.resolve(null);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      // After a standstill the answer may be there as well: it is heard first.
      const timer = setTimeout(() => setImmediate(() => this.#settle(id, null)), this.#waitMs);
      this.#waiting.set(id, (counts) => {
        clearTimeout(timer);
        resolve(counts);
      });
      worker.postMessage({ id, texts });
    });
  }

  #settle(id: number, counts: readonly number[] | null): void {
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    settle?.(counts);
  }

  #start(): Worker | null {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#end(this.#worker), IDLE_MS);
    this.#idle.unref();
    if (this.#worker || performance.now() < this.#restsUntil) return this.#worker;
    // By path from the project's root, not import.meta.url: this module is bundled, the worker's file is not.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'usage', 'model-tokens', 'worker.mjs');
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      resourceLimits: { maxOldGenerationSizeMb: 192 },
      env: {},
      execArgv: [],
    });
    worker.unref();
    worker.on('message', ({ id, counts }: { id: number; counts: number[] }) => this.#settle(id, counts));
    // An exit follows every error, and both are told here.
    const end = () => {
      if (this.#worker !== worker) return;
      this.#restsUntil = performance.now() + REST_MS;
      this.#end(worker);
    };
    worker.on('error', end);
    worker.on('exit', end);
    this.#worker = worker;
    return worker;
  }

  #end(worker: Worker | null): void {
    clearTimeout(this.#idle);
    this.#worker = null;
    void worker?.terminate();
    for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
  }
}
