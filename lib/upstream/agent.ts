import { Agent, Pool } from 'undici';

/**
 * The one pool of upstream connections. Deadlines are kept per attempt (watch.ts), so undici's own are off; only the time
 * to connect is its own, because nothing else can tell a dead address from a slow model.
 *
 * `standIns`: origins that are really served elsewhere, such as the demo's mock provider, which has a name that stays and a
 * port that is another at each start.
 */
export function createUpstreamAgent(standIns: ReadonlyMap<string, string> = new Map()): Agent {
  return new Agent({
    connections: 1024,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 600_000,
    connect: { timeout: 10_000 },
    headersTimeout: 0,
    bodyTimeout: 0,
    factory: (origin, options) => new Pool(standIns.get(String(origin)) ?? origin, options),
  });
}
