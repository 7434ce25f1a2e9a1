import type { Period } from '../exchange/limits';

/** A day or a month of the calendar in UTC, or all of time. Epoch milliseconds. */
export interface CalendarPeriod {
  beganAt: number;
  endsAt: number;
  /** `2027-01-31`, `2027-01`, `all`. */
  name: string;
}

export function periodAt(period: Period, now: number): CalendarPeriod {
  const at = new Date(now);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  const iso = at.toISOString();
  if (period === 'day') {
    const day = at.getUTCDate();
    return { beganAt: Date.UTC(year, month, day), endsAt: Date.UTC(year, month, day + 1), name: iso.slice(0, 10) };
  }
  if (period === 'month') {
    return { beganAt: Date.UTC(year, month), endsAt: Date.UTC(year, month + 1), name: iso.slice(0, 7) };
  }
  return { beganAt: 0, endsAt: Number.POSITIVE_INFINITY, name: 'all' };
}
