import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { openStore, type Store } from '../../db/client';
import { applyFile } from '../admin/config/apply-file';
import { createPolicyCompiler } from '../admin/policies/compiler';
import { makeFirstToken } from '../admin/sign-in/setup-link';
import { createAdmission } from '../admission/admission';
import { createInFlightGate } from '../admission/in-flight';
import { createMemoryLimits } from '../admission/memory-limits';
import { createRedisClient } from '../admission/redis-client';
import { createRedisLimits } from '../admission/redis-limits';
import { type SharedLimits, startSharedLimits } from '../admission/shared-limits';
import { resolveAdminToken } from '../auth/admin-token';
import { createFailureWindow } from '../auth/failure-window';
import { createSealer, deriveSecret } from '../auth/seal';
import { checkCanary, resolveSecret } from '../auth/secret';
import { createTurnstile } from '../auth/turnstile';
import { startDemo } from '../demo/start-demo';
import { wrongProxies } from '../docs/trusted-proxies';
import { createEgressRule, wrongAllowances } from '../egress/rule';
import { readSettings, type Settings, unknownSettings } from '../env';
import { createMetrics } from '../metrics/metrics';
import { openMetricsPort } from '../metrics/metrics-port';
import { createPolicyChecker } from '../policies/check/checker';
import { readPolicyName } from '../policies/policy-name';
import { createSandbox, type Sandbox } from '../policies/sandbox/create-sandbox';
import { createSnapshotHolder } from '../snapshot/holder';
import type { Snapshot } from '../snapshot/snapshot';
import { createLog, type Log } from '../telemetry/log';
import { createGuardedAgent, createUpstreamAgent } from '../upstream/agent';
import { createProviderPlaces } from '../upstream/concurrency';
import { heedResumed } from '../upstream/heed-resumed';
import { createTargetHealth } from '../upstream/target-health';
import { createModelTokenCounter } from '../usage/model-tokens/create-counter';
import { readSpent } from '../usage/read-spent';
import { startUsageWriter } from '../usage/writer';
import { createKnownSecrets, type KnownSecrets } from './known-secrets';
import { joinReplicas, type Replicas } from './replicas';
import { type Runtime, shareRuntime } from './runtime';

/**
 * Brings up what every request leans on, once in a process: settings, store, secret, declared configuration, snapshot,
 * usage. Rejects with words for an operator; nothing is left open then.
 */
export function startRuntime(environment: Record<string, string | undefined> = process.env): Promise<Runtime> {
  return shareRuntime(async () => {
    const settings = readSettings(environment);
    refuseWrongLists(settings);
    const secrets = createKnownSecrets(settings);
    const log = createLog(settings.logLevel, secrets.list);
    warnOfSettings(environment, settings, log);
    const secret = resolveSecret(settings);
    const store = await openStore({
      databaseUrl: settings.databaseUrl,
      dataDir: settings.dataDir,
      log: (message) => log.info(message),
    });
    try {
      return await assemble(settings, environment, store, secret, log, secrets);
    } catch (error) {
      await store.close().catch(() => {});
      throw error;
    }
  });
}

async function assemble(
  settings: Settings,
  environment: Record<string, string | undefined>,
  store: Store,
  secret: string,
  log: Log,
  secrets: KnownSecrets,
): Promise<Runtime> {
  const adminTokenSha256 = findAdminToken(settings, log);
  const replicas = await meetReplicas(settings, store, log);
  const sealer = createSealer(secret);
  const previous = settings.previousSecret === null ? null : createSealer(settings.previousSecret);
  const changed = await checkCanary(store.db, sealer, previous);
  if (changed)
    log.info(changed, 'ROUTER_SECRET was changed, and provider keys are sealed with it: ROUTER_SECRET_PREVIOUS may go');
  if (settings.configPath !== null) {
    const { configPath, org } = settings;
    const compiler = createPolicyCompiler();
    const { compile } = compiler;
    const applied = await applyFile({ store, sealer, configPath, environment, org, compile }).finally(compiler.close);
    for (const notice of applied.notices) log.warn(notice);
    log.info({ file: configPath, changes: applied.changes.length, version: applied.version }, 'configuration applied');
  }
  const demo = await startDemo({ settings, environment, store, sealer, log });
  const health = createTargetHealth();
  const { sandbox, warm } = openSandbox(log);
  const snapshot = createSnapshotHolder({
    ...{ store, sealer, log: (message) => log.warn(message) },
    onChange(next, previous) {
      heedResumed(health, next, previous);
      warm(next);
    },
  });
  await snapshot.start();
  warm(snapshot.current());
  secrets.follow(snapshot);
  const usage = await startUsageWriter({ store, dataDir: settings.dataDir, log });
  const sharedLimits = await openSharedLimits(settings, replicas, log);
  const admission = createAdmission({
    ...{ store: sharedLimits ?? createMemoryLimits(), log, startedAt: Date.now(), clock: Date.now },
    // What this process has served until now is counted.
    readSpent: (counter) => usage.flush().then(() => readSpent(store.db, counter)),
  });
  const modelTokens = createModelTokenCounter();
  const policyChecker = createPolicyChecker();
  const upstream = createUpstreamAgent(demo.standIns);
  const guarded = createGuardedAgent(createEgressRule(settings.allowPrivateUpstreams));
  const inFlight = createInFlightGate({ maxRequests: settings.maxInFlight, maxBytes: settings.maxInFlightBytes });
  const places = createProviderPlaces();
  const unauthenticated = { count: 0 };
  const metrics = createMetrics({ snapshot, inFlight, health, places, sandbox, usage, unauthenticated });
  const metricsPort = settings.metricsPort && (await openMetricsPort(metrics, { ...settings.metricsPort, log }));

  return {
    settings,
    log,
    store,
    snapshot,
    inFlight,
    admission,
    sharedLimits,
    replicas,
    upstream,
    guarded,
    usage,
    modelTokens,
    metrics,
    health,
    places,
    sandbox,
    policyChecker,
    originHeader: `x-router-origin-${randomBytes(12).toString('hex')}`,
    peerHeader: `x-router-peer-${randomBytes(12).toString('hex')}`,
    sealer,
    sessionSecret: deriveSecret(secret, 'console-session'),
    hashing: createTurnstile({ atOnce: 2, waiting: 16 }),
    failures: createFailureWindow({ most: 20, withinMs: 5 * 60_000, addresses: 20_000 }),
    trips: createFailureWindow({ most: 40, withinMs: 5 * 60_000, addresses: 20_000 }),
    firstOwnerToken: await makeFirstToken(store.db),
    adminTokenSha256,
    get demo() {
      return demo.describe(snapshot.current());
    },
    unauthenticated,
    active: new Set(),
    draining: false,
    port: settings.port,
    announced: false,
    async stop() {
      metricsPort?.close();
      await modelTokens.close();
      await replicas?.leave();
      await usage.stop();
      await sharedLimits?.close();
      await snapshot.stop();
      await upstream.destroy();
      await guarded.destroy();
      sandbox.close();
      policyChecker.close();
      await demo.stop();
      await store.close();
    },
  };
}

/** Several processes on one store share its limits, or were told that they do not. */
async function meetReplicas(settings: Settings, { kind, db }: Store, log: Log): Promise<Replicas | null> {
  const { limits, redisUrl, workers } = settings;
  if (limits === 'per-process') {
    log.warn('ROUTER_LIMITS=per-process: every process has the whole of every limit for itself');
  }
  if (kind === 'embedded') return null;
  return joinReplicas({ database: db, log, mustBeAlone: limits === 'shared' && redisUrl === null && workers === 1 });
}

/** A process that counts for itself does so in its memory, whatever else is there. */
async function openSharedLimits(
  { limits, redisUrl, limitsWhenAway }: Settings,
  replicas: Replicas | null,
  log: Log,
): Promise<SharedLimits | null> {
  if (redisUrl === null || limits === 'per-process') return null;
  return startSharedLimits({
    limits: createRedisLimits({ client: createRedisClient(redisUrl), clock: Date.now }),
    ...{ whenAway: limitsWhenAway, replicas: () => replicas?.count() ?? 1, log, clock: Date.now },
  });
}

const suspendedWords =
  'a policy has overrun, or used up its memory, again and again: it is suspended, and counts as failing';

/**
 * Its threads start with the first snapshot that has a policy to run: at the start, or by a change, of another replica too. In the
 * background, so that neither the snapshot nor the first request waits for them.
 */
function openSandbox(log: Log): { sandbox: Sandbox; warm(snapshot: Snapshot): void } {
  const sandbox = createSandbox({
    onSuspend(name, until) {
      const whose = readPolicyName(name);
      if (whose) log.warn({ ...whose, until: new Date(until).toISOString() }, suspendedWords);
    },
  });
  return {
    sandbox,
    warm({ groups }) {
      if (![...groups.values()].some(({ policy }) => policy !== null)) return;
      // Does nothing where they are there.
      sandbox
        .start()
        .catch((error: unknown) => log.warn({ error: String(error) }, 'the policy sandbox does not start'));
    },
  };
}

function findAdminToken(settings: Settings, log: Log): string | null {
  const sha256 = resolveAdminToken(settings);
  if (sha256 === null) {
    log.info('the server has no admin token of its own: with DATABASE_URL it is given as ROUTER_ADMIN_TOKEN');
  }
  return sha256;
}

function warnOfSettings(environment: Record<string, string | undefined>, settings: Settings, log: Log): void {
  for (const name of unknownSettings(environment)) log.warn(`${name} is not a setting of this version`);
  if (settings.workers > 1 && cluster.isPrimary) {
    log.warn('ROUTER_WORKERS is for npm start and npm run serve: under Next alone one process serves');
  }
  if (settings.trustedProxies.length > 0 && settings.publicUrl === null) {
    log.warn(
      'ROUTER_PUBLIC_URL is not set: the console’s cookie is not marked Secure, even where the proxy of ROUTER_TRUSTED_PROXIES ends TLS. Set it to the https address that people use',
    );
  }
}

/** A list read wrong would believe the wrong peers, or let through the wrong addresses, or none. */
function refuseWrongLists({ trustedProxies, allowPrivateUpstreams }: Settings): void {
  const problems = [
    ['ROUTER_TRUSTED_PROXIES', 'addresses and CIDR blocks', wrongProxies(trustedProxies)],
    [
      'ROUTER_ALLOW_PRIVATE_UPSTREAMS',
      'off, on, or a list of CIDR blocks, addresses and host names',
      wrongAllowances(allowPrivateUpstreams),
    ],
  ] as const;
  const told = problems
    .filter(([, , wrong]) => wrong.length > 0)
    .map(([name, expected, wrong]) => {
      return `  ${name}: expected ${expected}, not ${wrong.map((entry) => JSON.stringify(entry)).join(', ')}`;
    });
  if (told.length > 0) throw new Error(`Settings that cannot be used:\n${told.join('\n')}`);
}
