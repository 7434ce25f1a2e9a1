const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 7 * 86_400 };

/** `30m`, `24h`, `90d`, `1h30m` as seconds, or null where it is none. */
export function parseTimeSpan(text: string): number | null {
  const tidy = text.trim().toLowerCase();
  if (tidy === '0') return 0;
  if (!/^(?:\d{1,9}[smhdw])+$/.test(tidy)) return null;
  let seconds = 0;
  for (const [, amount, unit = ''] of tidy.matchAll(/(\d+)([smhdw])/g)) seconds += Number(amount) * (units[unit] ?? 0);
  return seconds;
}

/**
 * `2027-01-31` (its first moment, UTC), a whole moment with its zone, or a time span from now: into the future for what
 * ends, into the past for what began. Null where it is none of these.
 */
export function parseMoment(text: string, now: Date, direction: 'ahead' | 'ago'): string | null {
  const tidy = text.trim();
  const span = parseTimeSpan(tidy);
  if (span !== null) return toMoment(now.getTime() + (direction === 'ahead' ? span : -span) * 1000);
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(tidy);
  if (date) {
    const moment = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
    // A date such as 02-30 would otherwise become one of March.
    return new Date(moment).toISOString().startsWith(tidy) ? toMoment(moment) : null;
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(tidy)) return null;
  const moment = Date.parse(tidy);
  return Number.isNaN(moment) ? null : toMoment(moment);
}

function toMoment(milliseconds: number): string | null {
  return Math.abs(milliseconds) > 8.64e15 ? null : new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
