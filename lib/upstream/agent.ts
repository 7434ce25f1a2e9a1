import { Agent, type Dispatcher, Pool } from 'undici';
import { createGuardedConnector, type Resolve } from '../egress/connector';
import type { EgressRule } from '../egress/rule';
import type { Target } from '../snapshot/snapshot';

/**
 * The pool of connections to providers that are trusted. Deadlines are kept per attempt (watch.ts), so undici's own are off; only the time
 * to connect is its own, because nothing else can tell a dead address from a slow model.
 *
 * `standIns`: origins that are really served elsewhere, such as the demo's mock provider, which has a name that stays and a
 * port that is another at each start.
 */
export function createUpstreamAgent(standIns: ReadonlyMap<string, string> = new Map()): Agent {
  return new Agent({
    ...common,
    connect: { timeout: connectMs },
    factory: (origin, options) => new Pool(standIns.get(String(origin)) ?? origin, options),
  });
}

/** The same for providers whose address was typed into the console: no connection but where the rule lets it. */
export function createGuardedAgent(rule: EgressRule, resolve?: Resolve): Agent {
  const options = resolve ? { connectMs, resolve } : { connectMs };
  return new Agent({ ...common, connect: createGuardedConnector(rule, options) });
}

/** The pool that a target is called through. */
export function agentFor(
  { provider }: Pick<Target, 'provider'>,
  agents: { upstream: Dispatcher; guarded: Dispatcher },
): Dispatcher {
  return provider.isTrusted ? agents.upstream : agents.guarded;
}

const connectMs = 10_000;

const common = {
  connections: 1024,
  pipelining: 1,
  keepAliveTimeout: 10_000,
  keepAliveMaxTimeout: 600_000,
  headersTimeout: 0,
  bodyTimeout: 0,
};
