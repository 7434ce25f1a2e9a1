/** How a figure stands to the one before it, in words: “12 % more”, “as many”, “none before”. */
export function compared(now: number, before: number): string {
  if (now === before) return now === 0 ? 'none before either' : 'the same as before';
  if (before === 0) return 'none before';
  const change = Math.round((now / before - 1) * 100);
  if (change === 0) return 'about as before';
  if (change >= 900) return `${Math.round(now / before)} times as before`;
  return change > 0 ? `${change} % more than before` : `${-change} % less than before`;
}

/** The same of times. */
export function comparedTime(now: number | null | undefined, before: number | null | undefined): string {
  if (now == null) return 'nothing measured';
  if (before == null) return 'nothing measured before';
  const change = Math.round((now / Math.max(before, 1) - 1) * 100);
  if (Math.abs(change) < 5) return 'about as before';
  return change > 0 ? `${change} % slower than before` : `${-change} % faster than before`;
}

/** A share, never rounded to nothing or to all. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 0.1) return '< 0.1 %';
  if (part < whole && percent > 99.9) return '> 99.9 %';
  return `${percent.toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

/** How many failed, and of how many: “8 (2.9 %)”. Where the whole is not known, or of another span, there is no share. */
export function failures(failed: number, all: number | null): string {
  const count = failed.toLocaleString('en');
  return failed === 0 || all === null ? count : `${count} (${share(failed, all)})`;
}
