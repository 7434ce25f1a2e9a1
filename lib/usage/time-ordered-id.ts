import { randomUUID } from 'node:crypto';

/**
 * A UUID of version 7 (RFC 9562): milliseconds since 1970 and then chance. Rows that come one after another so stand side by
 * side in the store's indexes; by chance alone each touches, and logs whole, a page of its own, a fifth of what a record costs.
 */
export function timeOrderedId(now: number): string {
  if (now !== lastNow) {
    lastNow = now;
    const hex = now.toString(16).padStart(12, '0');
    prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
  }
  return prefix + randomUUID().slice(15);
}

let lastNow = Number.NaN;
let prefix = '';
