import { type CallFailure, type CallOutcome, mostInput, type SandboxCall } from './call';
import { PolicyRecords, type SandboxCounts } from './policy-records';
import { beginCall, endTrial, isSuspended, type Lane, laneOf, lanes, noteCall } from './standing';
import type { SandboxThread } from './thread';
import { ThreadPool } from './thread-pool';
import { WaitingLine } from './waiting-line';

export interface SandboxOptions {
  /** Two at least: one of them is kept free of policies that are new or have overrun. */
  threads?: number;
  /** Calls that may wait, of all policies and of one. */
  waiting?: { most: number; mostEach: number };
  /** How long a call waits for a thread before it fails. */
  waitMs?: number;
  /** Told once for each suspension, for the log. */
  onSuspend?: (policy: string, until: number) => void;
  now?: () => number;
}

export interface Sandbox {
  /**
   * Never rejects. `policy` is what calls are counted and suspended by. One that does not count (uncounted.ts) is no part of that:
   * it is refused where the policy is suspended, and changes nothing.
   */
  call(policy: string, call: SandboxCall, options?: { counts?: boolean }): Promise<CallOutcome>;
  /** Starts the threads now, so that the first call need not wait for them. Rejects where they cannot be started. */
  start(): Promise<void>;
  /** How many threads have started, idle or at work. */
  threads(): number;
  /** Until when it is suspended (epoch milliseconds), or null. */
  suspendedUntil(policy: string): number | null;
  /** Lets a suspended policy run again, with a clean slate. */
  resume(policy: string): void;
  /** Told by whoever reads what a call said: it threw, or its answer is nonsense. */
  countThrown(policy: string): void;
  /** For one policy, or for all. */
  counts(policy?: string): SandboxCounts;
  close(): void;
}

interface Waiting {
  policy: string;
  call: SandboxCall;
  counts: boolean;
  isTrial: boolean;
  settle: (outcome: CallOutcome) => void;
  late: NodeJS.Timeout | undefined;
}

/** Runs policies in threads of their own (docs/decisions tells why), fairly, and each at its own risk. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return new ThreadedSandbox(options);
}

class ThreadedSandbox implements Sandbox {
  readonly #records = new PolicyRecords();
  readonly #line: WaitingLine<Waiting>;
  readonly #pool: ThreadPool;
  readonly #waitMs: number;
  readonly #now: () => number;
  readonly #onSuspend: (policy: string, until: number) => void;
  /** Threads at work for policies that are not known to be quick. */
  #slowBusy = 0;
  /** New before slow, and the next time slow before new: neither can shut the other out. */
  #order: readonly Lane[] = lanes;
  #isClosed = false;

  constructor(options: SandboxOptions) {
    const { threads = 2, waiting = { most: 512, mostEach: 128 }, waitMs = 500 } = options;
    this.#pool = new ThreadPool(Math.max(2, threads), () => this.#serve());
    this.#line = new WaitingLine(waiting.most, waiting.mostEach);
    this.#waitMs = waitMs;
    this.#now = options.now ?? Date.now;
    this.#onSuspend = options.onSuspend ?? (() => {});
  }

  call(policy: string, call: SandboxCall, { counts = true }: { counts?: boolean } = {}): Promise<CallOutcome> {
    return new Promise((resolve) => {
      const settle = (outcome: CallOutcome) => {
        if (counts) this.#records.count(policy, outcome);
        resolve(outcome);
      };
      const standing = counts ? this.#records.standing(policy) : this.#records.look(policy);
      if (this.#isClosed) return settle(notRun('unavailable'));
      if (call.input.length > mostInput) return settle(notRun('too-large'));
      if (isSuspended(standing, this.#now())) return settle(notRun('suspended'));
      const isTrial = counts && beginCall(standing);
      const waiting: Waiting = { policy, call, counts, isTrial, settle, late: undefined };
      waiting.late = setTimeout(() => this.#giveUp(waiting), this.#waitMs);
      this.#enter(waiting);
      this.#serve();
    });
  }

  start(): Promise<void> {
    return this.#pool.startAll();
  }

  threads(): number {
    return this.#pool.size;
  }

  suspendedUntil(policy: string): number | null {
    const until = this.#records.suspendedUntil(policy);
    return until > this.#now() ? until : null;
  }

  resume(policy: string): void {
    this.#records.clear(policy);
  }

  countThrown(policy: string): void {
    this.#records.countThrown(policy);
  }

  counts(policy?: string): SandboxCounts {
    return this.#records.counts(policy);
  }

  close(): void {
    this.#isClosed = true;
    this.#pool.close();
    for (let waiting = this.#line.take(lanes); waiting; waiting = this.#line.take(lanes))
      this.#refuse(waiting, 'unavailable');
  }

  /** Gives waiting calls to idle threads, and has one more started where all are at work. */
  #serve(): void {
    while (this.#pool.idle > 0) {
      const waiting = this.#line.take(this.#slowBusy < this.#pool.most - 1 ? this.#order : ['quick']);
      const thread = waiting && this.#pool.take();
      if (!thread) break;
      void this.#run(thread, waiting);
    }
    if (this.#line.size > 0 && this.#pool.idle === 0 && !this.#isClosed) this.#pool.grow();
  }

  async #run(thread: SandboxThread, waiting: Waiting): Promise<void> {
    const { policy, call, counts, settle, late } = waiting;
    clearTimeout(late);
    const begunIn = this.#laneOf(waiting);
    if (begunIn !== 'quick') {
      this.#slowBusy += 1;
      this.#order = begunIn === 'new' ? ['quick', 'slow', 'new'] : lanes;
    }
    const outcome = await thread.run(call);
    if (begunIn !== 'quick') this.#slowBusy -= 1;
    this.#pool.give(thread);
    if (counts) this.#note(policy, outcome, settle);
    else settle(outcome);
    this.#serve();
  }

  #note(policy: string, outcome: CallOutcome, settle: Waiting['settle']): void {
    const standing = this.#records.standing(policy);
    const lane = laneOf(standing);
    const suspends = noteCall(standing, wasCostly(outcome), this.#now());
    settle(outcome);
    if (suspends) this.#suspend(policy, standing.suspendedUntil);
    else if (laneOf(standing) !== lane) for (const waiting of this.#line.takeAll(policy)) this.#enter(waiting);
  }

  /** What does not count leaves one thread free as well, whatever it does. */
  #laneOf({ policy, counts }: Waiting): Lane {
    return counts ? laneOf(this.#records.standing(policy)) : 'slow';
  }

  #suspend(policy: string, until: number): void {
    this.#records.countSuspension(policy);
    this.#onSuspend(policy, until);
    for (const waiting of this.#line.takeAll(policy)) this.#refuse(waiting, 'suspended');
  }

  #enter(waiting: Waiting): void {
    if (!this.#line.add(this.#laneOf(waiting), waiting.policy, waiting)) this.#refuse(waiting, 'overloaded');
  }

  #giveUp(waiting: Waiting): void {
    this.#line.remove(waiting);
    this.#refuse(waiting, this.#pool.size > 0 ? 'overloaded' : 'unavailable');
  }

  #refuse({ policy, isTrial, settle, late }: Waiting, failed: CallFailure): void {
    clearTimeout(late);
    if (isTrial) endTrial(this.#records.standing(policy));
    settle(notRun(failed));
  }
}

/** What costs others: its whole deadline, a thread, or an engine. To throw at once costs nothing. */
function wasCostly(outcome: CallOutcome): boolean {
  return outcome.failed ? outcome.failed !== 'threw' : outcome.hasGrown;
}

function notRun(failed: CallFailure): CallOutcome {
  return { failed, message: '', ms: 0 };
}
