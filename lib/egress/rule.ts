import ipaddr from 'ipaddr.js';
import { judgeAddress } from './judge-address';

/** Which addresses the router may call where somebody at the console has typed them. */
export interface EgressRule {
  /** Null where it may; else why not, in words for a log and an administrator. `host` is what the address was found under. */
  refuse(host: string, address: string): string | null;
}

/**
 * ROUTER_ALLOW_PRIVATE_UPSTREAMS: `off`, `on` (private networks and this machine), or a list of CIDR blocks, addresses and host
 * names. A cloud's metadata service and link-local addresses are reached only where a block or an address names them.
 */
export function createEgressRule(allowed: readonly string[]): EgressRule {
  const isOn = allowed.length === 1 && allowed[0] === 'on';
  const entries = allowed.map(readEntry);
  const blocks = entries.flatMap((entry) => (entry && 'block' in entry ? [entry.block] : []));
  const hosts = new Set(entries.flatMap((entry) => (entry && 'host' in entry ? [entry.host] : [])));
  return {
    refuse(host, address) {
      const { kind, name } = judgeAddress(address);
      if (kind === 'global') return null;
      if (isWithin(address, blocks)) return null;
      if (kind === 'private' && (isOn || hosts.has(normalise(host)))) return null;
      const where = normalise(host) === address ? address : `${host} leads to ${address}, which`;
      return `${where} is ${name}, and ROUTER_ALLOW_PRIVATE_UPSTREAMS does not allow it`;
    },
  };
}

/** Those that are neither a block, nor an address, nor a host's name. */
export function wrongAllowances(allowed: readonly string[]): string[] {
  if (allowed.length === 1 && (allowed[0] === 'on' || allowed[0] === 'off')) return [];
  return allowed.filter((text) => readEntry(text) === null);
}

type Block = [ipaddr.IPv4 | ipaddr.IPv6, number];

function readEntry(text: string): { block: Block } | { host: string } | null {
  // Two words of their own, and in a list of others a mistake.
  if (text === 'on' || text === 'off') return null;
  if (ipaddr.isValidCIDR(text)) return { block: ipaddr.parseCIDR(text) };
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return { block: [ipaddr.IPv4.parse(text), 32] };
  if (ipaddr.IPv6.isValid(text)) return { block: [ipaddr.IPv6.parse(text), 128] };
  const isName = /^(?!\d+(\.\d+)*$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i.test(text);
  return isName ? { host: normalise(text) } : null;
}

/** A mapped address is within the blocks of the IPv4 one that it is. */
function isWithin(text: string, blocks: readonly Block[]): boolean {
  const address = ipaddr.process(text);
  return blocks.some(([base, bits]) => {
    return address.kind() === base.kind() && (address as ipaddr.IPv4).match(base as ipaddr.IPv4, bits);
  });
}

function normalise(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
