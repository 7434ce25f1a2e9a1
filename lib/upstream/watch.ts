/** A provider's deadlines, in milliseconds. */
export interface Timeouts {
  firstByteMs: number;
  idleMs: number;
  totalMs: number;
}

export type Lapse = 'first byte' | 'idle' | 'total' | 'attempt';

/**
 * Calls `lapsed` once, with the deadline that passed first. A class for the reason that lib/gateway/run.ts gives.
 *
 * All deadlines share one timer, which is set for the nearest and looks again when it fires: nearly none ever passes, and
 * a stream's idle time would else be put off with every chunk.
 */
export class Watch {
  readonly #timeouts: Timeouts;
  readonly #attemptMs: number | null;
  readonly #lapsed: (deadline: Lapse, afterMs: number) => void;
  readonly #startedAt = performance.now();
  #timer: NodeJS.Timeout;
  #begun = false;
  #contentCame = false;
  /** Since when the upstream is silent while someone waits; null while nobody does. */
  #waitingSince: number | null = this.#startedAt;

  /** `attemptMs` bounds the time to first content and is null where nothing but the provider's own deadlines apply. */
  constructor(timeouts: Timeouts, attemptMs: number | null, lapsed: (deadline: Lapse, afterMs: number) => void) {
    this.#timeouts = timeouts;
    this.#attemptMs = attemptMs;
    this.#lapsed = lapsed;
    this.#timer = setTimeout(Watch.#fire, this.#nearest().in, this);
  }

  /** The upstream is waited for: its silence counts from here, and only while someone waits. */
  waiting(): void {
    this.#waitingSince ??= performance.now();
  }

  /** Bytes came. */
  heard(): void {
    this.#waitingSince = null;
    if (this.#begun) return;
    this.#begun = true;
    // The timer stands for the first byte; only a shorter idle time cannot wait for it.
    if (this.#timeouts.idleMs < this.#timeouts.firstByteMs) this.#look();
  }

  /** The first content came: the attempt's own deadline ends here. */
  hasContent(): void {
    this.#contentCame = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    clearTimeout(this.#timer);
    const next = this.#nearest();
    if (next.in > 0) this.#timer = setTimeout(Watch.#fire, next.in, this);
    else this.#lapsed(next.deadline, next.ms);
  }

  /** One function for every timer: a closure each would be made for nothing. */
  static #fire(watch: Watch): void {
    watch.#look();
  }

  /** The deadline that is nearest, and in how many milliseconds it passes. */
  #nearest(): { deadline: Lapse; ms: number; in: number } {
    const now = performance.now();
    const { firstByteMs, idleMs, totalMs } = this.#timeouts;
    let nearest: { deadline: Lapse; ms: number; in: number } = {
      deadline: 'total',
      ms: totalMs,
      in: this.#startedAt + totalMs - now,
    };
    const consider = (deadline: Lapse, ms: number, since: number) => {
      if (since + ms - now < nearest.in) nearest = { deadline, ms, in: since + ms - now };
    };
    // A caller who reads slowly is no reason to give an upstream up: silence nobody waits through does not count. The
    // moment waiting begins again is at most one idle time away, so the timer is set no further.
    const silentMs = this.#begun ? idleMs : firstByteMs;
    consider(this.#begun ? 'idle' : 'first byte', silentMs, this.#waitingSince ?? now);
    if (this.#attemptMs !== null && !this.#contentCame) consider('attempt', this.#attemptMs, this.#startedAt);
    // Timers are whole milliseconds and may fire a fraction early.
    return { ...nearest, in: Math.ceil(nearest.in) };
  }
}
