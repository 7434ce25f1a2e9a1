import { BlockList, isIP } from 'node:net';

interface Block {
  address: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

/** A settings list is one array for the life of the process, so its block list is built once. */
const built = new WeakMap<readonly string[], BlockLists>();

/** One list a family: Node lets an IPv4 peer match an IPv6 block, so that `::/0` would let in every IPv4 address too. */
type BlockLists = Record<Block['family'], BlockList>;

/** Is this peer's address in `ROUTER_TRUSTED_PROXIES` (addresses and CIDR blocks)? Entries that are neither match nothing. */
export function isTrustedProxy(address: string | undefined, trusted: readonly string[]): boolean {
  const peer = address === undefined ? null : plainAddress(address);
  if (!peer) return false;
  const lists = built.get(trusted) ?? buildLists(trusted);
  built.set(trusted, lists);
  return lists[peer.family].check(peer.address, peer.family);
}

/**
 * The address of whoever is at the other end: the peer's own, or, behind trusted proxies, the last one that none of them is.
 * What stands before that in the list was sent by a stranger.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  trusted: readonly string[],
): string | null {
  const way = [...(forwardedFor?.split(',') ?? []).map((entry) => entry.trim()), peer ?? ''];
  while (way.length > 1 && isTrustedProxy(way.at(-1), trusted)) way.pop();
  return plainAddress(way.at(-1) ?? '')?.address ?? plainAddress(peer ?? '')?.address ?? null;
}

/** This machine and the networks that are nobody's on the Internet: where a reverse proxy stands. */
const nearNetworks = [
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
  ...['::1', 'fc00::/7', 'fe80::/10'],
];

/**
 * Does this look like a reverse proxy that nobody has told us of? Then every stranger has its address, and what is counted by address is
 * counted for all of them together.
 */
export function isUntoldProxy(
  peer: string | undefined,
  headers: Readonly<Record<string, unknown>>,
  trusted: readonly string[],
): boolean {
  const forwards = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return forwards && trusted.length === 0 && isTrustedProxy(peer, nearNetworks);
}

function buildLists(trusted: readonly string[]): BlockLists {
  const lists: BlockLists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const block of trusted.map(readBlock)) {
    if (block) lists[block.family].addSubnet(block.address, block.prefix, block.family);
  }
  return lists;
}

/** The entries that are neither an address nor a CIDR block, so that a start can name them. */
export function wrongProxies(trusted: readonly string[]): string[] {
  return trusted.filter((entry) => readBlock(entry) === null);
}

function readBlock(entry: string): Block | null {
  const [text = '', prefixText, ...rest] = entry.trim().split('/');
  const plain = plainAddress(text);
  if (!plain || rest.length > 0 || (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText))) return null;
  const bits = plain.family === 'ipv4' ? 32 : 128;
  const mappedBits = plain.mapped ? 96 : 0;
  const prefix = prefixText === undefined ? bits : Number(prefixText) - mappedBits;
  return prefix >= 0 && prefix <= bits ? { address: plain.address, prefix, family: plain.family } : null;
}

/** A dual-stack socket reports IPv4 peers as `::ffff:10.0.0.1`; both spellings are the same peer. A zone (`%eth0`) is not part of it. */
function plainAddress(text: string): { address: string; family: 'ipv4' | 'ipv6'; mapped: boolean } | null {
  const address = text.trim().toLowerCase().replace(/%.*$/, '');
  const kind = isIP(address);
  if (kind === 0) return null;
  if (kind === 4) return { address, family: 'ipv4', mapped: false };
  const mapped = mappedIpv4(address);
  return mapped ? { address: mapped, family: 'ipv4', mapped: true } : { address, family: 'ipv6', mapped: false };
}

function mappedIpv4(address: string): string | null {
  // The URL parser spells any IPv6 address its one canonical way: a mapped one is ::ffff: and two groups of hex.
  const canonical = new URL(`http://[${address}]`).hostname;
  const groups = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(canonical);
  if (!groups) return null;
  const halves = [groups[1], groups[2]].map((group) => Number.parseInt(group ?? '0', 16));
  return halves.flatMap((half) => [half >> 8, half & 255]).join('.');
}
