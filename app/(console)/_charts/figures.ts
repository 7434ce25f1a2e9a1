import type { ChartUnit } from './chart-data';

const many = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A figure in full: “1,204”, “1.5 s”, “$0.0042”. */
export function figure(value: number | null, unit: ChartUnit): string {
  if (value === null) return '–';
  if (unit === 'milliseconds') return milliseconds(value);
  if (unit === 'usd') return usd(value);
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}

/** The same where there is little room: “1.2K”. */
export function shortFigure(value: number, unit: ChartUnit): string {
  if (unit === 'milliseconds') return milliseconds(value);
  if (unit === 'usd') return value < 1 ? `$${Number(value.toPrecision(2))}` : `$${many.format(value)}`;
  return many.format(value);
}

export function milliseconds(value: number): string {
  if (value < 1_000) return `${Math.round(value)} ms`;
  if (value < 60_000) return `${(value / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`;
  return `${(value / 60_000).toLocaleString('en', { maximumFractionDigits: 1 })} min`;
}

/** Two digits of what is small, cents of what is not. */
export function usd(value: number): string {
  if (value === 0) return '$0';
  if (value < 0.01) return `$${value.toLocaleString('en', { maximumSignificantDigits: 2 })}`;
  return `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** What was paid; nothing is said where nothing has a price. */
export function cost({ priced, usd: paid }: { priced: number; usd: number }): string {
  return priced === 0 ? '–' : usd(paid);
}

/** When a bucket begins, in UTC: by the clock within a day, by the day and the clock within a week, else by the day. */
export function startOf(at: string, bucketSeconds: number): string {
  if (bucketSeconds >= 86_400) return at.slice(5, 10);
  return bucketSeconds > 3_600 ? `${at.slice(5, 10)} ${at.slice(11, 16)}` : at.slice(11, 16);
}
