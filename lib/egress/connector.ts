import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { EgressRefusal } from './egress-refusal';
import type { EgressRule } from './rule';

/** Every address of a name: the system's own way of finding it. */
export type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export const resolveBySystem: Resolve = (host, done) => {
  dns.lookup(host, { all: true, verbatim: true }, done);
};

/**
 * Connects nowhere that the rule refuses. A name is resolved once for a connection; if any of its addresses is refused nothing is
 * connected, and the socket is given those very addresses: a resolver that answers differently the next time is not asked.
 * The certificate, SNI and Host remain the name's. `connectMs` covers the question and the connection together.
 */
export function createGuardedConnector(
  rule: EgressRule,
  { connectMs, resolve = resolveBySystem }: { connectMs: number; resolve?: Resolve },
): buildConnector.connector {
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, (error, addresses) => {
      if (error) return done(error, []);
      const refusal = refuseAny(rule, host, addresses);
      if (refusal) return done(refusal, []);
      const [first] = addresses;
      if (options.all || !first) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ timeout: connectMs, lookup, autoSelectFamily: true });
  return (options, callback) => {
    // What is an address already is asked of nobody: `lookup` never hears of it.
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const why = isIP(host) ? rule.refuse(host, host) : null;
    if (why === null) return connect(options, callback);
    queueMicrotask(() => callback(new EgressRefusal(why), null));
  };
}

function refuseAny(rule: EgressRule, host: string, addresses: readonly LookupAddress[]): EgressRefusal | null {
  for (const { address } of addresses) {
    const why = rule.refuse(host, address);
    if (why !== null) return new EgressRefusal(why);
  }
  return null;
}
