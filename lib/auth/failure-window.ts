import { isIPv6 } from 'node:net';

/** How often each address has failed lately: what one address may try is limited, whichever names it tries. */
export interface FailureWindow {
  /** Counts an attempt before it is made; false where the address has had its share. */
  begin(address: string | null, now?: number): boolean;
  /** Takes the last attempt back: it was no failure. */
  forgive(address: string | null): void;
}

/** In memory, for as many networks as are told: the oldest is forgotten first. */
export function createFailureWindow({
  most,
  withinMs,
  addresses,
}: {
  most: number;
  withinMs: number;
  addresses: number;
}): FailureWindow {
  const attempts = new Map<string, number[]>();
  return {
    begin(address, now = Date.now()) {
      // Behind a host of Next that tells nobody's address they would all be one.
      if (address === null) return true;
      const counted = networksOf(address).map(({ key, shares }) => {
        const recent = (attempts.get(key) ?? []).filter((moment) => moment > now - withinMs);
        return { key, recent, isOpen: recent.length < most * shares };
      });
      const isOpen = counted.every((network) => network.isOpen);
      for (const { key, recent } of counted) {
        if (isOpen) recent.push(now);
        attempts.delete(key);
        // What was refused leaves nothing new to remember, or the refused could have the others forgotten.
        if (recent.length > 0) attempts.set(key, recent);
      }
      for (const oldest of attempts.keys()) {
        if (attempts.size <= addresses) break;
        attempts.delete(oldest);
      }
      return isOpen;
    },
    forgive(address) {
      if (address !== null) for (const { key } of networksOf(address)) attempts.get(key)?.pop();
    },
  };
}

interface Network {
  key: string;
  /** How many single addresses' shares it has together. */
  shares: number;
}

/**
 * One machine has 2^64 addresses of IPv6, so that it is networks that count: a line (/64), and, with larger shares, what a household (/56)
 * and a company (/48) get, who would otherwise have 256 and 65,536 lines to try from.
 */
function networksOf(address: string): Network[] {
  if (!isIPv6(address)) return [{ key: address, shares: 1 }];
  const bits = groupsOf(address)
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16).padStart(4, '0'))
    .join('');
  return [
    { key: `${bits}/64`, shares: 1 },
    { key: `${bits.slice(0, 14)}/56`, shares: 3 },
    { key: `${bits.slice(0, 12)}/48`, shares: 10 },
  ];
}

/** The eight groups of an address; of one that ends as IPv4 the first six are right. */
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (!address.includes('::')) return groups;
  const behind = tail.split(':').filter(Boolean);
  return [...groups, ...Array(Math.max(0, 8 - groups.length - behind.length)).fill('0'), ...behind];
}
