import { isIP } from 'node:net';
import { type Resolve, resolveBySystem } from './connector';
import type { EgressRule } from './rule';

/** What the guard would say of an address now, before anything is connected; null where it would let it pass. */
export interface OriginVerdict {
  refused: string | null;
  /** The name leads nowhere, or nobody answered in time: it is judged again at each connection. */
  isUnresolved: boolean;
}

/** For whoever types an address and wants to be told at once. It decides nothing: every connection is judged for itself. */
export function judgeOrigin(
  rule: EgressRule,
  url: string,
  { resolve = resolveBySystem, waitMs = 3_000 }: { resolve?: Resolve; waitMs?: number } = {},
): Promise<OriginVerdict> {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host)) return Promise.resolve({ refused: rule.refuse(host, host), isUnresolved: false });
  return new Promise((settle) => {
    const timer = setTimeout(() => settle({ refused: null, isUnresolved: true }), waitMs);
    resolve(host, (error, addresses) => {
      clearTimeout(timer);
      const refusals = error ? [] : addresses.flatMap(({ address }) => rule.refuse(host, address) ?? []);
      settle({ refused: refusals[0] ?? null, isUnresolved: error !== null || addresses.length === 0 });
    });
  });
}
