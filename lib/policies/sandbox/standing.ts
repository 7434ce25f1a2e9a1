/**
 * How a policy has behaved of late: what decides how its calls are served, and whether it is run at all. Pure values; the
 * time is handed in.
 */
export interface Standing {
  calls: number;
  /** The last calls, newest in the lowest bit: 1 is one that cost its whole deadline, a thread or all memory. */
  recent: number;
  /** Not run before this time; 0 when it is not suspended. */
  suspendedUntil: number;
  /** How often it has been suspended since it was last quick: each time for twice as long. */
  suspensions: number;
  /** One call is on its way that decides whether the suspension ends. */
  isOnTrial: boolean;
}

/**
 * `quick` may use any thread; `new` and `slow` share all but one, so that whatever they do leaves that one free. A policy known
 * for long stays quick with one costly call among its last twenty: that may have been the machine.
 */
export const lanes = ['quick', 'new', 'slow'] as const;
export type Lane = (typeof lanes)[number];

/** So many costly calls in a row, or among the last twenty, and a policy is suspended. */
const costlyInRow = 3;
const costlyOfRecent = 5;
const recentCalls = 20;
const recentMask = 2 ** recentCalls - 1;
const firstSuspensionMs = 30_000;
const longestSuspensionMs = 600_000;

export function newStanding(): Standing {
  return { calls: 0, recent: 0, suspendedUntil: 0, suspensions: 0, isOnTrial: false };
}

export function laneOf(standing: Standing): Lane {
  if (standing.calls === 0) return 'new';
  const borne = standing.calls > recentCalls ? 1 : 0;
  return countOnes(standing.recent) > borne ? 'slow' : 'quick';
}

/** May it not run now? After its time a suspended policy may once, and that call decides. */
export function isSuspended(standing: Standing, now: number): boolean {
  return standing.suspendedUntil > 0 && (standing.isOnTrial || now < standing.suspendedUntil);
}

/** True where this is the one call that decides. */
export function beginCall(standing: Standing): boolean {
  standing.isOnTrial ||= standing.suspendedUntil > 0;
  return standing.isOnTrial;
}

/** The call that was to decide was not run: the next one will. */
export function endTrial(standing: Standing): void {
  standing.isOnTrial = false;
}

/** Notes a call that ended; true where it suspends the policy. */
export function noteCall(standing: Standing, wasCostly: boolean, now: number): boolean {
  standing.calls += 1;
  standing.recent = ((standing.recent << 1) | (wasCostly ? 1 : 0)) & recentMask;
  if (standing.suspendedUntil > 0) {
    // Calls that were on their way when it was suspended decide nothing.
    if (!standing.isOnTrial) return false;
    standing.isOnTrial = false;
    if (wasCostly) return suspend(standing, now);
    standing.suspendedUntil = 0;
    // Back among the slow ones, until it has been good for long enough.
    standing.recent = 0b11;
    return false;
  }
  if (standing.recent === 0) standing.suspensions = 0;
  if (!wasCostly) return false;
  const inRow = standing.recent % 2 ** costlyInRow === 2 ** costlyInRow - 1;
  return inRow || countOnes(standing.recent) >= costlyOfRecent ? suspend(standing, now) : false;
}

function suspend(standing: Standing, now: number): boolean {
  const factor = 2 ** standing.suspensions;
  standing.suspendedUntil = now + Math.min(firstSuspensionMs * factor, longestSuspensionMs);
  standing.suspensions += 1;
  return true;
}

function countOnes(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
