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

export interface Completion {
  name: string;
  /** TypeScript's word for what it is: `property`, `method`, `const`. */
  kind: string;
  detail: Detail;
}

/** What a name is in TypeScript's words, and what its author wrote of it. */
export interface Detail {
  type: string;
  about: string;
}

/** What stands somewhere in a source, from and to which offset. */
export interface Described {
  from: number;
  to: number;
  detail: Detail;
}

export interface PolicyChecker {
  /** Never rejects. Checks take turns; warm, one takes about a tenth of a second. */
  check(source: string): Promise<CheckedSource>;
  /** What may stand at an offset (UTF-16 units) of a source that is being written; nothing where it cannot be told. */
  complete(source: string, position: number): Promise<readonly Completion[]>;
  /** What stands at an offset; null for nothing, and where it cannot be told. */
  describe(source: string, position: number): Promise<Described | null>;
  close(): void;
}

/** Types can be made to compute for ever as well. */
const checkMs = 20_000;
/** TypeScript keeps some 100 MB: an editor asks again within seconds, and later it is given back. */
const idleMs = 30_000;
const mostWaiting = 20;

type Asked = { source: string; position?: number; describes?: boolean };
type Reply = CheckedSource | { entries: readonly Completion[] } | { described: Described | null };

/** TypeScript in a thread of its own, started by the first check and ended when none has come for a while. */
export function createPolicyChecker(): PolicyChecker {
  return new ThreadedChecker();
}

class ThreadedChecker implements PolicyChecker {
  #worker: Worker | null = null;
  #current: { id: number; settle: (reply: Reply) => void } | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #lastId = 0;
  #timer: NodeJS.Timeout | undefined;

  async check(source: string): Promise<CheckedSource> {
    const checked = await this.#inTurn({ source });
    return 'entries' in checked || 'described' in checked ? unable('Its types could not be checked.') : checked;
  }

  async complete(source: string, position: number): Promise<readonly Completion[]> {
    const reply = await this.#inTurn({ source, position });
    return 'entries' in reply ? reply.entries : [];
  }

  async describe(source: string, position: number): Promise<Described | null> {
    const reply = await this.#inTurn({ source, position, describes: true });
    return 'described' in reply ? reply.described : null;
  }

  async #inTurn(asked: Asked): Promise<Reply> {
    if (this.#waiting >= mostWaiting) return unable('Too many policies are being checked. Try again in a moment.');
    this.#waiting += 1;
    const reply = this.#turn.then(() => this.#ask(asked));
    this.#turn = reply;
    try {
      return await reply;
    } finally {
      this.#waiting -= 1;
    }
  }

  close(): void {
    this.#end('Its types could not be checked: the checker is closed.');
  }

  #ask(asked: Asked): Promise<Reply> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((settle) => {
      this.#current = { id, settle };
      this.#setTimer(checkMs, () => this.#end('Its types could not be checked in time: make them simpler.'));
      worker.ref();
      worker.postMessage({ id, ...asked });
    });
  }

  #start(): Worker {
    const worker = startWorker();
    const isOurs = () => this.#worker === worker;
    worker.on('message', (reply: { id: number } & Reply) => {
      if (isOurs() && reply.id === this.#current?.id) this.#settle(reply);
    });
    worker.on('error', () => {
      if (isOurs()) this.#end('Its types could not be checked: they are too much for the checker.');
    });
    worker.on('exit', () => {
      if (isOurs()) this.#end('Its types could not be checked: the checker ended.');
    });
    return worker;
  }

  #settle(checked: Reply): void {
    const { settle } = this.#current ?? {};
    this.#current = null;
    this.#worker?.unref();
    this.#setTimer(idleMs, () => this.close());
    this.#timer?.unref();
    settle?.(checked);
  }

  #end(message: string): void {
    void this.#worker?.terminate();
    this.#worker = null;
    this.#settle(unable(message));
    clearTimeout(this.#timer);
  }

  /** One at a time: the time a check may take, or how long the thread has had nothing to do. */
  #setTimer(delay: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, delay);
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
