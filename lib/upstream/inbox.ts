import type { AttemptFailure } from './failure';

/** What an inbox tells the connection when its reader falls behind and catches up. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/** Past this many unread bytes the upstream is made to wait: a slow caller must not fill our memory. */
const HIGH_WATER_BYTES = 256 * 1024;
const DRAIN_BYTES = 64 * 1024;
const DRAIN_MS = 1_000;

/** The body of one answer, put in as it comes and taken out when it is asked for; one reader. */
export class Inbox {
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #state: 'open' | 'ended' | AttemptFailure = 'open';
  #waiting: { resolve(chunk: Buffer | null): void; reject(error: unknown): void } | null = null;
  #flow: Flow | null = null;
  #paused = false;
  #draining: { left: number; giveUp: () => void; timer: NodeJS.Timeout } | null = null;

  attach(flow: Flow): void {
    this.#flow = flow;
  }

  put(chunk: Buffer): void {
    if (this.#draining) {
      this.#draining.left -= chunk.length;
      if (this.#draining.left < 0) this.#draining.giveUp();
    } else if (this.#waiting) {
      const { resolve } = this.#waiting;
      this.#waiting = null;
      resolve(chunk);
    } else if (this.#state === 'open') {
      this.#queue.push(chunk);
      this.#queuedBytes += chunk.length;
      if (this.#queuedBytes > HIGH_WATER_BYTES && !this.#paused) {
        this.#paused = true;
        this.#flow?.pause();
      }
    }
  }

  end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ended';
    this.#waiting?.resolve(null);
    this.#waiting = null;
  }

  fail(failure: AttemptFailure): void {
    if (this.#state !== 'open') return;
    this.#state = failure;
    this.#waiting?.reject(failure);
    this.#waiting = null;
  }

  /**
   * What has come since the last call, joined; null at the end. Rejects once what came before the failure is taken. `onWait`
   * is called where there is nothing yet.
   */
  read(onWait: () => void): Promise<Buffer | null> {
    if (this.#queue.length > 0) return Promise.resolve(this.#takeQueue());
    if (this.#state === 'ended') return Promise.resolve(null);
    if (this.#state !== 'open') return Promise.reject(this.#state);
    onWait();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  /** Nobody reads on: the rest may run out so that the connection serves again, but not for long; else `giveUp`. */
  drain(giveUp: () => void): void {
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#draining = { left: DRAIN_BYTES, giveUp, timer: setTimeout(giveUp, DRAIN_MS) };
    this.#draining.timer.unref();
    if (this.#paused) this.#flow?.resume();
  }

  /** The rest has run out. */
  drained(): void {
    if (this.#draining) clearTimeout(this.#draining.timer);
  }

  #takeQueue(): Buffer {
    const [first] = this.#queue;
    const joined = this.#queue.length === 1 && first ? first : Buffer.concat(this.#queue, this.#queuedBytes);
    this.#queue = [];
    this.#queuedBytes = 0;
    if (this.#paused) {
      this.#paused = false;
      this.#flow?.resume();
    }
    return joined;
  }
}
