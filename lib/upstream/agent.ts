import { Agent } from 'undici';

/**
 * The one pool of upstream connections. Deadlines are kept per attempt (watch.ts), so undici's own are off; only the time
 * to connect is its own, because nothing else can tell a dead address from a slow model.
 */
export function createUpstreamAgent(): Agent {
  return new Agent({
    connections: 1024,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 600_000,
    connect: { timeout: 10_000 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
