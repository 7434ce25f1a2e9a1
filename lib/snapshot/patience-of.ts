/**
 * How long a group waits for a target's first content: the shorter of its two deadlines; null where it has none of its own. Groups
 * that wait equally long share what they learn of a target's slowness (lib/upstream/target-circuits.ts).
 */
export function patienceOf(attemptTimeoutMs: number | null, totalTimeoutMs: number | null): number | null {
  if (attemptTimeoutMs === null || totalTimeoutMs === null) return attemptTimeoutMs ?? totalTimeoutMs;
  return Math.min(attemptTimeoutMs, totalTimeoutMs);
}
