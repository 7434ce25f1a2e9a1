/** What a rate is held over. */
export const windowMs = 60_000;
const stepMs = 1_000;
const steps = windowMs / stepMs;

/**
 * How much was taken in the last 60 seconds, counted by the second. A second counts until the whole of it is 60 seconds ago, so that
 * no 60 seconds ever hold more than the limit; what is told is late by one second at most, never early.
 */
export class SlidingWindow {
  readonly #amounts = new Float64Array(steps + 1);
  #latest = 0;
  #sum = 0;

  used(now: number): number {
    this.#forget(now);
    // Sums of what comes and goes drift by the last digits.
    return Math.max(0, this.#sum);
  }

  add(amount: number, now: number): void {
    this.#forget(now);
    this.#put(this.#latest, amount);
  }

  /** What was taken at a moment turns out to be another amount; past the window it is nobody's concern any more. */
  correct(difference: number, at: number, now: number): void {
    this.#forget(now);
    const second = Math.min(secondOf(at), this.#latest);
    if (second > this.#latest - this.#amounts.length) this.#put(second, difference);
  }

  /** Milliseconds until so much of it has gone. */
  waitFor(excess: number, now: number): number {
    this.#forget(now);
    let gone = 0;
    for (let second = this.#latest - steps; second <= this.#latest; second += 1) {
      gone += this.#at(second);
      if (gone >= excess - 1e-9) return Math.max(1, (second + steps + 1) * stepMs - now);
    }
    return windowMs;
  }

  /** Milliseconds until nothing of it is left. */
  resetMs(now: number): number {
    this.#forget(now);
    for (let second = this.#latest; second >= this.#latest - steps; second -= 1) {
      if (this.#at(second) > 0) return Math.max(0, (second + steps + 1) * stepMs - now);
    }
    return 0;
  }

  #put(second: number, amount: number): void {
    const place = this.#placeOf(second);
    this.#amounts[place] = (this.#amounts[place] ?? 0) + amount;
    this.#sum += amount;
  }

  #at(second: number): number {
    return this.#amounts[this.#placeOf(second)] ?? 0;
  }

  #placeOf(second: number): number {
    return second % this.#amounts.length;
  }

  /** A clock that goes back is not followed: what was taken stays until its time. */
  #forget(now: number): void {
    const present = secondOf(now);
    if (present <= this.#latest) return;
    const gone = Math.min(present - this.#latest, this.#amounts.length);
    for (let step = 1; step <= gone; step += 1) {
      const place = this.#placeOf(this.#latest + step);
      this.#sum -= this.#amounts[place] ?? 0;
      this.#amounts[place] = 0;
    }
    this.#latest = present;
    if (gone === this.#amounts.length) this.#sum = 0;
  }
}

const secondOf = (now: number) => Math.floor(now / stepMs);
