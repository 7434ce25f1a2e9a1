/** How many tries a target has had in the last 30 seconds, and how many failed: a slot a second, and never more. */
export interface FailureWindow {
  add(failed: boolean, now: number): void;
  /** Half or more failed, of 20 or more. */
  isHalfFailed(now: number): boolean;
  /** Of the tries, from 0 to 1; 0 where there was none. */
  failedShare(now: number): number;
  clear(): void;
}

const SECONDS = 30;
const LEAST_TRIES = 20;

export function createFailureWindow(): FailureWindow {
  // A slot belongs to the second it was last written in; an older one counts for nothing.
  const seconds = new Float64Array(SECONDS).fill(-Infinity);
  const tries = new Uint32Array(SECONDS);
  const failures = new Uint32Array(SECONDS);
  function sum(now: number): { tried: number; failed: number } {
    const since = Math.floor(now / 1000) - SECONDS;
    let tried = 0;
    let failed = 0;
    for (let slot = 0; slot < SECONDS; slot += 1) {
      if ((seconds[slot] ?? -Infinity) <= since) continue;
      tried += tries[slot] ?? 0;
      failed += failures[slot] ?? 0;
    }
    return { tried, failed };
  }

  return {
    add(failed, now) {
      const second = Math.floor(now / 1000);
      const slot = ((second % SECONDS) + SECONDS) % SECONDS;
      if (seconds[slot] !== second) {
        seconds[slot] = second;
        tries[slot] = 0;
        failures[slot] = 0;
      }
      tries[slot] = (tries[slot] ?? 0) + 1;
      if (failed) failures[slot] = (failures[slot] ?? 0) + 1;
    },
    isHalfFailed(now) {
      const { tried, failed } = sum(now);
      return tried >= LEAST_TRIES && failed * 2 >= tried;
    },
    failedShare(now) {
      const { tried, failed } = sum(now);
      return tried === 0 ? 0 : failed / tried;
    },
    clear() {
      seconds.fill(-Infinity);
    },
  };
}
