const steps = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** “in 3 days”, “2 hours ago”: rounded towards now, so that a token never seems to last longer than it does. */
export function fromNow(moment: number, now: number): string {
  const distance = moment - now;
  for (const [unit, milliseconds] of steps) {
    const count = Math.trunc(distance / milliseconds);
    if (count !== 0) return words.format(count, unit);
  }
  return distance > 0 ? 'in less than a minute' : 'just now';
}
