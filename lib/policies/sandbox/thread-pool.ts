import { type SandboxThread, startThread } from './thread';

/** After a thread failed to start, the next attempt waits: a missing file must not become a loop of threads. */
const restartMs = 1_000;

/** The sandbox's threads: started when they are wanted, and again when one had to be ended. */
export class ThreadPool {
  readonly most: number;
  readonly #onFree: () => void;
  readonly #threads = new Set<SandboxThread>();
  readonly #idle: SandboxThread[] = [];
  #starting = 0;
  #restartAt = 0;
  #isClosed = false;

  constructor(most: number, onFree: () => void) {
    this.most = most;
    this.#onFree = onFree;
  }

  get idle(): number {
    return this.#idle.length;
  }

  get size(): number {
    return this.#threads.size;
  }

  take(): SandboxThread | undefined {
    return this.#idle.pop();
  }

  /** Back from a call; one that was ended meanwhile is not taken back. */
  give(thread: SandboxThread): void {
    if (thread.isAlive) this.#idle.push(thread);
  }

  /** Rejects where a thread does not start. */
  async startAll(): Promise<void> {
    const missing = this.most - this.#threads.size - this.#starting;
    await Promise.all(Array.from({ length: Math.max(0, missing) }, () => this.#startOne()));
  }

  /** One thread more, where there may be one. */
  grow(): void {
    if (this.#threads.size + this.#starting >= this.most || performance.now() < this.#restartAt) return;
    // Whoever waits for it is told when the wait is over; the next call tries again.
    this.#startOne().catch(() => {});
  }

  close(): void {
    this.#isClosed = true;
    for (const thread of this.#threads) thread.end();
  }

  async #startOne(): Promise<void> {
    this.#starting += 1;
    try {
      const thread = await startThread((ended) => this.#forget(ended));
      if (this.#isClosed) thread.end();
      if (!thread.isAlive) return;
      this.#threads.add(thread);
      this.#idle.push(thread);
    } catch (error) {
      this.#restartAt = performance.now() + restartMs;
      throw error;
    } finally {
      this.#starting -= 1;
    }
    this.#onFree();
  }

  #forget(thread: SandboxThread): void {
    const wasStarted = this.#threads.delete(thread);
    const place = this.#idle.indexOf(thread);
    if (place >= 0) this.#idle.splice(place, 1);
    // At once, though nobody waits: the thread that is kept free for quick policies must be there when one comes.
    if (wasStarted && !this.#isClosed) this.grow();
    this.#onFree();
  }
}
