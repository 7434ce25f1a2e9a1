import path from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { policyChannel } from '../queries/policy-change';

export interface StoreThreadOptions {
  /** Where the store lives, or null for one in memory (tests). */
  folder: string | null;
  /** A dump to begin an in-memory store from. */
  image?: string;
  onNotice: (version: number) => void;
}

export interface StoreThread {
  /** A new client's connection, for postgres.js's `socket` option. */
  connect(): Promise<Duplex>;
  /** Usage records, a JSON line each, by COPY: all or none. Rejects where the store will not have them so. */
  copyUsage(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

type Reply = {
  /** A copy has ended, and with `refused` not well. */
  usage?: number;
  refused?: string;
  ready?: true;
  client?: number;
  bytes?: Uint8Array;
  notice?: string;
  failed?: string;
};

/**
 * Runs PGlite in a thread of its own (on the main one a 500-row insert stalls every request for 30 ms and more) and
 * gives the driver a socket to it. A thread that died is started again by the next connection, which is what the
 * driver asks for after an outage.
 */
export function createStoreThread(options: StoreThreadOptions): StoreThread {
  let running: Promise<RunningThread> | null = null;
  let closed = false;
  const start = () => {
    if (closed) throw new Error('the embedded store is closed');
    running ??= startThread(options, () => {
      running = null;
    });
    return running;
  };
  return {
    async connect() {
      return (await start()).connect();
    },
    async copyUsage(lines) {
      await (await start()).copyUsage(lines);
    },
    async close() {
      closed = true;
      await (await running?.catch(() => null))?.close();
    },
  };
}

interface RunningThread {
  connect(): Duplex;
  copyUsage(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

function startThread(options: StoreThreadOptions, onEnd: () => void): Promise<RunningThread> {
  // By path from the project's root, not import.meta.url: this module is bundled, the worker's file is not.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'db', 'embedded', 'worker.mjs');
  const worker = new Worker(/* turbopackIgnore: true */ file, {
    workerData: { folder: options.folder, image: options.image ?? null, channel: policyChannel },
  });
  const clients = new Map<number, StoreSocket>();
  const copies = new Map<number, { resolve(): void; reject(error: Error): void }>();
  let lastClient = 0;
  let lastCopy = 0;
  let failure: string | null = null;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  return new Promise((resolve, reject) => {
    worker.on('message', (reply: Reply) => {
      if (reply.bytes) clients.get(reply.client ?? 0)?.push(reply.bytes);
      else if (reply.usage !== undefined) {
        const copy = copies.get(reply.usage);
        copies.delete(reply.usage);
        if (reply.refused === undefined) copy?.resolve();
        else copy?.reject(new Error(reply.refused));
      } else if (reply.notice !== undefined) options.onNotice(Number(reply.notice));
      else if (reply.failed) failure = reply.failed;
      else if (reply.ready) {
        resolve({
          connect() {
            const id = ++lastClient;
            const client = new StoreSocket((bytes) => worker.postMessage({ client: id, bytes }));
            clients.set(id, client);
            return client.once('close', () => clients.delete(id));
          },
          copyUsage(lines) {
            const usage = ++lastCopy;
            // One text crosses to the thread at the cost of a copy; an array of them is taken apart and put together again.
            worker.postMessage({ usage, lines: lines.join('\n') });
            return new Promise((copied, refused) => copies.set(usage, { resolve: copied, reject: refused }));
          },
          async close() {
            worker.postMessage({ close: true });
            await ended;
          },
        });
      }
    });
    worker.once('error', (error) => {
      failure = error.message;
    });
    worker.once('exit', () => {
      onEnd();
      const error = new Error(`the embedded store stopped${failure ? `: ${failure}` : ''}`);
      for (const client of clients.values()) client.destroy(error);
      for (const copy of copies.values()) copy.reject(error);
      reject(error);
    });
  });
}

const cancelRequestCode = 80_877_102;

/** What postgres.js needs of a socket, over the worker's message port. */
class StoreSocket extends Duplex {
  readonly #send: (bytes: Uint8Array) => void;

  constructor(send: (bytes: Uint8Array) => void) {
    super();
    this.#send = send;
  }

  get readyState(): 'open' | 'closed' {
    return this.destroyed ? 'closed' : 'open';
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    // A cancel request is a connection of its own, and PGlite has nobody to tell while it works.
    if (chunk[0] === 0 && chunk.length === 16 && chunk.readInt32BE(4) === cancelRequestCode) this.end();
    else this.#send(Uint8Array.from(chunk));
    done();
  }

  /** The driver has stopped reading by now, so nothing but this would ever close the stream. */
  override _final(done: (error?: Error | null) => void): void {
    done();
    setImmediate(() => this.destroy());
  }
}
