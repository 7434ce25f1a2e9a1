import { BlockList, isIP } from 'node:net';
import type { Settings } from '../env';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Does this name or address mean this machine alone? As a Host header or an address has it, without a port. */
export function isLoopbackHost(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (plain === 'localhost') return true;
  const family = isIP(plain);
  return family !== 0 && loopback.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * What lets others than this machine reach the server, in words, or null. A public address or a trusted proxy counts: behind
 * a proxy, the loopback address it listens on is no border.
 */
export function reachableBy({
  host,
  publicUrl,
  trustedProxies,
}: Pick<Settings, 'host' | 'publicUrl' | 'trustedProxies'>): string | null {
  if (!isLoopbackHost(host)) return `HOST is ${host}`;
  if (publicUrl !== null && !isLoopbackHost(new URL(publicUrl).hostname)) return `ROUTER_PUBLIC_URL is ${publicUrl}`;
  return trustedProxies.length > 0 ? 'ROUTER_TRUSTED_PROXIES names a proxy' : null;
}
