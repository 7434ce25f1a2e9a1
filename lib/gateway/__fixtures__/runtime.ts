import { vi } from 'vitest';
import { createInFlightGate } from '../../admission/in-flight';
import { createFailureWindow } from '../../auth/failure-window';
import { createSealer } from '../../auth/seal';
import { createTurnstile } from '../../auth/turnstile';
import { readSettings, type Settings } from '../../env';
import { type Runtime, shareRuntime } from '../../runtime/runtime';
import type { Snapshot } from '../../snapshot/snapshot';
import { createLog } from '../../telemetry/log';
import { createUpstreamAgent } from '../../upstream/agent';
import { createPolicyChecker } from '../../policies/check/checker';
import { createSandbox } from '../../policies/sandbox/create-sandbox';
import { createProviderPlaces } from '../../upstream/concurrency';
import { createTargetHealth } from '../../upstream/target-health';
import { createModelTokenCounter } from '../../usage/model-tokens/create-counter';
import type { UsageRecord } from '../../usage/usage-record';
import { testAdmission } from './admission';

export interface TestRuntime {
  runtime: Runtime;
  /** Every usage record so far. */
  records: UsageRecord[];
  /** Every request is over and recorded, those too whose tokens were counted here. */
  settled(): Promise<void>;
  serve(snapshot: Snapshot, settings?: Partial<Settings>): void;
}

const noStore = (): never => {
  throw new Error('the way of a request asks no store');
};

/** The process's runtime with everything a request leans on, and without a store: what it would write is in `records`. */
export async function installRuntime(): Promise<TestRuntime> {
  const records: UsageRecord[] = [];
  const settings = readSettings({ LOG_LEVEL: 'silent', ROUTER_PUBLIC_URL: 'https://router.example' });
  let current: Snapshot | null = null;
  const upstream = createUpstreamAgent();
  const runtime = await shareRuntime(async () => ({
    settings,
    log: createLog('silent'),
    store: new Proxy({} as Runtime['store'], { get: noStore }),
    snapshot: {
      current: () => current ?? noStore(),
      refresh: async () => {},
      standing: () => ({ loadedAt: 0, isStoreAway: false }),
      start: async () => {},
      stop: async () => {},
    },
    inFlight: createInFlightGate({ maxRequests: 100, maxBytes: 64 * 1024 * 1024 }),
    admission: testAdmission(),
    upstream,
    guarded: upstream,
    usage: { record: (record: UsageRecord) => void records.push(record), flush: async () => {}, backlog: async () => ({ waiting: 0, refused: 0, records: 0 }), stop: async () => {} },
    metrics: { record: () => {}, render: async () => '' },
    // What a busy machine does to a count is no news to a test.
    modelTokens: createModelTokenCounter({ waitMs: 30_000 }),
    health: createTargetHealth(),
    places: createProviderPlaces(),
    // What a busy machine does to a call is no news to a test.
    sandbox: createSandbox({ waitMs: 30_000 }),
    policyChecker: createPolicyChecker(),
    originHeader: 'x-router-origin-test',
    peerHeader: 'x-router-peer-test',
    sealer: createSealer('a secret of thirty-two characters'),
    sessionSecret: 'a session secret of thirty-two characters',
    hashing: createTurnstile({ atOnce: 2, waiting: 16 }),
    failures: createFailureWindow({ most: 20, withinMs: 300_000, addresses: 100 }),
    trips: createFailureWindow({ most: 40, withinMs: 300_000, addresses: 100 }),
    firstOwnerToken: null,
    adminTokenSha256: null,
    sharedLimits: null,
    replicas: null,
    demo: null,
    unauthenticated: { count: 0 },
    active: new Set(),
    draining: false,
    announced: true,
    port: settings.port,
    stop: () => upstream.destroy(),
  }));
  return {
    runtime,
    records,
    settled: () => vi.waitFor(() => {
      if (runtime.active.size > 0) throw new Error('a request is still under way');
    }),
    serve(snapshot, some = {}) {
      current = snapshot;
      // What one test's upstreams did is no news to the next.
      runtime.health = createTargetHealth();
      runtime.settings = { ...settings, ...some };
    },
  };
}
