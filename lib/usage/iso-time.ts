/**
 * ISO 8601 in UTC with milliseconds, as `Date.toISOString` gives it. A second's part is made once: inside Next every Date
 * goes through a wrapper that asks whether a page is being rendered.
 */
export function isoTime(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    prefix = new Date(second * 1000).toISOString().slice(0, -4);
  }
  return `${prefix}${String(epochMs - second * 1000).padStart(3, '0')}Z`;
}

let lastSecond = Number.NaN;
let prefix = '';
