/**
 * How long to leave someone alone who said that they are asked too often. Each time they say it again after a wait has
 * ended the next wait is twice as long; what was on its way during the wait tells nothing new and adds nothing.
 */
export interface Backoff {
  level: number;
  /** When the present wait began, and when it ends. */
  since: number;
  until: number;
  limitedAt: number;
  /** The refusal that began the present wait said itself how long to wait: it is told by that, not by this. */
  wasAsked: boolean;
}

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

export const noBackoff = (): Backoff => ({
  level: 0,
  since: -Infinity,
  until: -Infinity,
  limitedAt: -Infinity,
  wasAsked: false,
});

/** `jitter` from 0 up to but not including 1: waits of many processes must not end at once. */
export function backOff(backoff: Backoff, now: number, jitter: number, wasAsked = false): void {
  backoff.limitedAt = Math.max(backoff.limitedAt, now);
  if (now < backoff.until) return;
  const waitMs = Math.min(FIRST_MS * 2 ** backoff.level, LONGEST_MS);
  backoff.level = Math.min(backoff.level + 1, 20);
  backoff.since = now;
  backoff.wasAsked = wasAsked;
  backoff.until = now + waitMs * (1 + jitter / 2);
}

/** Only what was sent after the last refusal shows that it is over. */
export function recover(backoff: Backoff, sentAt: number): void {
  if (sentAt < backoff.limitedAt || backoff.level === 0) return;
  backoff.level = 0;
  backoff.until = -Infinity;
}
