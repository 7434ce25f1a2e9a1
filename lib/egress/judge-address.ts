import ipaddr from 'ipaddr.js';

/** What an address leads to; `global` is the only one that anybody on the Internet may have. */
export type AddressKind =
  | 'global'
  /** This machine or its network: may be allowed as a whole. */
  | 'private'
  /** A cloud's own address, which tells secrets to whoever asks: allowed by its own name alone. */
  | 'metadata'
  /** Link-local, multicast, documentation, reserved: nothing that serves models is there. */
  | 'special';

export interface AddressVerdict {
  kind: AddressKind;
  /** For logs and for whoever typed the address: `loopback`, `link-local`. */
  name: string;
}

/**
 * Judges an IP address as the one it leads to: an IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo, ISATAP) is
 * what that is. Pure. Only what is surely global is `global`; what no table knows is special.
 */
export function judgeAddress(text: string): AddressVerdict {
  const address = parse(text);
  if (address === null) return { kind: 'special', name: 'not an address' };
  if (metadata.has(address.toString())) return { kind: 'metadata', name: 'a cloud’s metadata service' };
  return address instanceof ipaddr.IPv4 ? judgeRange(address.range()) : judgeIpv6(address);
}

/** The four parts or the eight: inet_aton's short and octal forms are no addresses here, because two readers read them differently. */
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  // Written anew by the URL parser: the library takes `::8.8.8.8` for a mapped address, which it is not.
  const written = `http://[${bare}]`;
  if (!bare.includes(':') || !URL.canParse(written)) return null;
  return ipaddr.IPv6.parse(new URL(written).hostname.slice(1, -1));
}

/** AWS, Google, Alibaba, Oracle and Azure: those at addresses that are not link-local (and so special) anyway come first. */
const metadata: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
]);

function judgeIpv6(address: ipaddr.IPv6): AddressVerdict {
  const carried = carriedIn(address);
  if (carried.length > 0) {
    const verdicts = carried.map((bytes) => judgeAddress(bytes.join('.')));
    return verdicts.find(({ kind }) => kind !== 'global') ?? { kind: 'global', name: 'global' };
  }
  const verdict = judgeRange(address.range());
  // IANA has given out 2000::/3 for global unicast, and nothing else.
  const isGiven = (address.toByteArray()[0] ?? 0) >> 5 === 1;
  return verdict.kind === 'global' && !isGiven ? { kind: 'special', name: 'reserved' } : verdict;
}

/** The IPv4 addresses that packets to this one may end up at. */
function carriedIn(address: ipaddr.IPv6): number[][] {
  const bytes = address.toByteArray();
  const last = bytes.slice(12);
  switch (address.range()) {
    case 'ipv4Mapped':
      return [last];
    case 'rfc6052':
      // 64:ff9b:1::/48 is each network's own, and where the four bytes stand in it is theirs to say.
      return bytes[5] === 1 ? [[10, 0, 0, 0]] : [last];
    case '6to4':
      return [bytes.slice(2, 6)];
    case 'teredo':
      return [bytes.slice(4, 8), last.map((byte) => byte ^ 0xff)];
    default: {
      const isIsatap = (bytes[8] ?? 0) % 2 === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
      return isIsatap && address.range() === 'unicast' ? [last] : [];
    }
  }
}

function judgeRange(range: string): AddressVerdict {
  if (range === 'unicast') return { kind: 'global', name: 'global' };
  return { kind: privateRanges.has(range) ? 'private' : 'special', name: names[range] ?? 'reserved' };
}

const privateRanges: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

const names: Record<string, string> = {
  loopback: 'loopback',
  private: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'carrier-grade NAT',
  linkLocal: 'link-local',
  deprecatedSiteLocal: 'site-local',
  multicast: 'multicast',
  broadcast: 'broadcast',
  unspecified: 'unspecified',
};
