import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CallOutcome, SandboxCall } from './call';

/** One worker thread of the sandbox, which runs one call at a time. */
export interface SandboxThread {
  /** Never rejects: what goes wrong is an outcome. */
  run(call: SandboxCall): Promise<CallOutcome>;
  readonly isAlive: boolean;
  end(): void;
}

/** What a busy machine may add to a deadline before a policy is interrupted by the clock on the wall. */
const standstillMs = 150;
/** Past that, QuickJS is in a native that does not ask whether it may go on (a join of 1e9 elements): the thread is ended. */
const watchdogMs = 50;
/** A call that has been sent and not begun: the thread is stuck, or the machine is. */
const beginMs = 2_000;
const startMs = 15_000;

/** Threads share one compiled module: a thread that takes the place of an ended one compiles nothing. */
let compiled: Promise<WebAssembly.Module> | null = null;

/** Resolves when the thread is warm. `onEnd` is called once, when it is no more, also where it never came to be. */
export async function startThread(onEnd: (thread: SandboxThread) => void): Promise<SandboxThread> {
  compiled ??= compileModule().catch((error) => {
    compiled = null;
    throw error;
  });
  const progress = new SharedArrayBuffer(16);
  const worker = new Worker(/* turbopackIgnore: true */ inRoot('lib', 'policies', 'sandbox', 'worker.mjs'), {
    workerData: { wasmModule: await compiled, progress },
    // The stack is what QuickJS's own limit must fit into (engine.mjs); nothing of this process's environment is needed.
    resourceLimits: { maxOldGenerationSizeMb: 64, stackSizeMb: 8 },
    env: {},
    // The process's own flags would only slow its start, and some are refused in a thread.
    execArgv: [],
  });
  const thread = new WatchedThread(worker, progress);
  worker.once('exit', () => {
    thread.fail('the thread ended');
    onEnd(thread);
  });
  await thread.ready;
  return thread;
}

/** By path from the project's root, not import.meta.url: this module is bundled, the worker's file is not. */
function inRoot(...parts: string[]): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), ...parts);
}

async function compileModule(): Promise<WebAssembly.Module> {
  const folder = inRoot('node_modules', '@jitl', 'quickjs-wasmfile-release-sync', 'dist');
  return await WebAssembly.compile(await readFile(path.join(folder, 'emscripten-module.wasm')));
}

type Reply = { ready: true } | ({ ready?: undefined; id: number } & CallOutcome);

class WatchedThread implements SandboxThread {
  readonly ready: Promise<void>;
  isAlive = true;
  readonly #worker: Worker;
  readonly #running: Int32Array;
  readonly #since: Float64Array;
  #current: { id: number; call: SandboxCall; sentAt: number; settle: (outcome: CallOutcome) => void } | null = null;
  #lastId = 0;
  #watchdog: NodeJS.Timeout | undefined;
  #isReady: (error?: Error) => void = () => {};

  constructor(worker: Worker, progress: SharedArrayBuffer) {
    this.#worker = worker;
    this.#running = new Int32Array(progress, 0, 1);
    this.#since = new Float64Array(progress, 8, 1);
    this.ready = new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#isReady(new Error('the sandbox did not start in time')), startMs);
      this.#isReady = (error) => {
        clearTimeout(late);
        if (!error) resolve();
        else reject(error);
      };
    });
    this.ready.catch(() => this.end());
    worker.on('message', (reply: Reply) => this.#receive(reply));
    worker.on('error', (error) => this.fail(error instanceof Error ? error.message : String(error)));
  }

  run(call: SandboxCall): Promise<CallOutcome> {
    return new Promise((settle) => {
      this.#lastId += 1;
      this.#current = { id: this.#lastId, call, sentAt: now(), settle };
      // Only while it works does a thread keep the process alive.
      this.#worker.ref();
      this.#worker.postMessage({ id: this.#lastId, mostMs: call.deadlineMs + standstillMs, ...call });
      this.#watch(call.deadlineMs + standstillMs + watchdogMs);
    });
  }

  end(): void {
    this.isAlive = false;
    void this.#worker.terminate();
  }

  /** The thread is no more, or never was: nobody shall wait for it. */
  fail(message: string): void {
    this.isAlive = false;
    this.#isReady(new Error(message));
    this.#settle({ failed: 'crashed', message, ms: this.#passed() });
  }

  #receive(reply: Reply): void {
    if (!reply.ready) {
      if (reply.id === this.#current?.id) this.#settle(reply);
      return;
    }
    this.#worker.unref();
    this.#isReady();
  }

  #settle(outcome: CallOutcome): void {
    clearTimeout(this.#watchdog);
    const { settle } = this.#current ?? {};
    this.#current = null;
    this.#worker.unref();
    settle?.(outcome);
  }

  #watch(delay: number): void {
    this.#watchdog = setTimeout(() => this.#judge(), delay);
  }

  /** The time counts from the call's own beginning, which the thread notes; its answer may be on its way already. */
  #judge(): void {
    if (!this.#current) return;
    const { id, call, sentAt } = this.#current;
    const mostMs = call.deadlineMs + standstillMs + watchdogMs;
    const hasBegun = Atomics.load(this.#running, 0) === id;
    const left = hasBegun ? mostMs - this.#passed() : beginMs - (now() - sentAt);
    if (left > 0) this.#watch(hasBegun ? left : Math.min(left, mostMs));
    else {
      this.#settle({ failed: 'overran', message: '', ms: this.#passed() });
      this.end();
    }
  }

  #passed(): number {
    return this.#current && Atomics.load(this.#running, 0) === this.#current.id ? now() - (this.#since[0] ?? now()) : 0;
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
