import { isIPv6 } from 'node:net';

/** What is known about how a request came in. Header values are as the wire had them, so nothing in them is believed yet. */
export interface OriginFacts {
  /** `ROUTER_PUBLIC_URL`: when it is set, nothing else counts. */
  publicUrl: string | null;
  host: string | null;
  forwardedHost: string | null;
  forwardedProto: string | null;
  /** Did the connection come from an address in `ROUTER_TRUSTED_PROXIES`? Only then do forwarded headers count. */
  peerTrusted: boolean;
  /** Was the connection itself made over TLS? */
  encrypted: boolean;
}

/** What a reader sees when the request named no host that could be one. It is harmless, and plainly not an address to use. */
const safeHost = 'localhost';

/** This deployment's own address as its reader knows it (design section 7): scheme, host and port, no trailing slash. */
export function originOf(facts: OriginFacts): string {
  if (facts.publicUrl) return facts.publicUrl.replace(/\/+$/, '');

  const forwardedHost = facts.peerTrusted ? validHost(lastOf(facts.forwardedHost)) : null;
  const forwardedProto = facts.peerTrusted ? validProto(lastOf(facts.forwardedProto)) : null;
  const proto = forwardedProto ?? (facts.encrypted ? 'https' : 'http');
  const host = forwardedHost ?? validHost(facts.host) ?? safeHost;
  return `${proto}://${withoutDefaultPort(host, proto)}`;
}

/**
 * The last of a list. Some proxies add to what the client sent where others replace it; the last entry is the one the
 * trusted peer itself wrote. Behind several proxies that disagree, ROUTER_PUBLIC_URL settles it.
 */
function lastOf(header: string | null): string | null {
  return header?.split(',').at(-1)?.trim() || null;
}

function validProto(value: string | null): 'http' | 'https' | null {
  const proto = value?.toLowerCase();
  return proto === 'http' || proto === 'https' ? proto : null;
}

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const name = new RegExp(`^${label}(?:\\.${label})*$`);
const hostAndPort = /^(?:\[(?<address>[0-9a-f:.]+)\]|(?<name>[^[\]:]+))(?::(?<port>[0-9]{1,5}))?$/;

/** The host in lower case, or null when it is anything but a name or an address with an optional port. */
export function validHost(value: string | null): string | null {
  const host = value?.toLowerCase() ?? '';
  const parts = host.length <= 260 ? hostAndPort.exec(host)?.groups : undefined;
  if (!parts) return null;
  if (parts.port !== undefined && (Number(parts.port) < 1 || Number(parts.port) > 65_535)) return null;
  if (parts.address !== undefined) return isIPv6(parts.address) ? host : null;
  return parts.name !== undefined && parts.name.length <= 253 && name.test(parts.name) ? host : null;
}

function withoutDefaultPort(host: string, proto: 'http' | 'https'): string {
  return host.replace(proto === 'https' ? /:443$/ : /:80$/, '');
}
