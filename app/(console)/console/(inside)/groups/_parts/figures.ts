/** Figures as people read them; a figure and its unit stay on one line. */
export function share(part: number | null): string {
  if (part === null) return '–';
  const percent = part * 100;
  return `${percent > 0 && percent < 1 ? '< 1' : percent.toFixed(percent < 10 && percent % 1 >= 0.05 ? 1 : 0)}\u00a0%`;
}

export function duration(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 1000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)}\u00a0s`;
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
