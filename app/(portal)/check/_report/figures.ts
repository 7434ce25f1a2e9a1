/** 128,000 as “128K”: figures to compare, the whole of which stands in a title. */
export function inShort(figure: number): string {
  if (figure < 10_000) return figure.toLocaleString('en');
  return compact.format(figure);
}

export function inFull(figure: number): string {
  return figure.toLocaleString('en');
}

/** Small sums keep the digits that say something: a request often costs less than a cent. */
export function money(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.000_1) return '< $0.0001';
  return `$${usd.toLocaleString('en', usd < 1 ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** “1.2 ms”, “842 ms”, “3.2 s”, “2 min 5 s”: the shortest keep a decimal, so that what follows one another adds up. */
export function duration(ms: number): string {
  if (ms < 9.95) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
