import { isIPv6 } from 'node:net';

/** How often each address has failed lately: what one address may try is limited, whichever names it tries. */
export interface FailureWindow {
  /** Counts an attempt before it is made; false where the address has had its share. */
  begin(address: string | null, now?: number): boolean;
  /** Takes the last attempt back: it was no failure. */
  forgive(address: string | null): void;
}

/** In memory, for as many addresses as are told: the oldest is forgotten first. */
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
      const key = networkOf(address);
      const recent = (attempts.get(key) ?? []).filter((moment) => moment > now - withinMs);
      const isOpen = recent.length < most;
      if (isOpen) recent.push(now);
      attempts.delete(key);
      attempts.set(key, recent);
      for (const oldest of attempts.keys()) {
        if (attempts.size <= addresses) break;
        attempts.delete(oldest);
      }
      return isOpen;
    },
    forgive(address) {
      if (address !== null) attempts.get(networkOf(address))?.pop();
    },
  };
}

/** One household has 2^64 addresses of IPv6: it is its network that counts. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (address.includes('::')) {
    const behind = tail.split(':').filter(Boolean);
    groups.push(...Array(Math.max(0, 8 - groups.length - behind.length)).fill('0'), ...behind);
  }
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
