import { randomBytes } from 'node:crypto';
import { openStore, type Store } from '../../db/client';
import { applyFile } from '../admin/config/apply-file';
import { createInFlightGate } from '../admission/in-flight';
import { resolveAdminToken } from '../auth/admin-token';
import { createSealer, deriveSecret } from '../auth/seal';
import { checkCanary, resolveSecret } from '../auth/secret';
import { startDemo } from '../demo/start-demo';
import { wrongProxies } from '../docs/trusted-proxies';
import { readSettings, type Settings, unknownSettings } from '../env';
import { createSnapshotHolder } from '../snapshot/holder';
import { createLog, type Log } from '../telemetry/log';
import { createUpstreamAgent } from '../upstream/agent';
import { createTargetHealth } from '../upstream/target-health';
import { startUsageWriter } from '../usage/writer';
import { type Runtime, shareRuntime } from './runtime';

/**
 * Brings up what every request leans on, once in a process: settings, store, secret, declared configuration, snapshot,
 * usage. Rejects with words for an operator; nothing is left open then.
 */
export function startRuntime(environment: Record<string, string | undefined> = process.env): Promise<Runtime> {
  return shareRuntime(async () => {
    const settings = readSettings(environment);
    refuseWrongProxies(settings);
    const log = createLog(settings.logLevel);
    warnOfSettings(environment, log);
    const secret = resolveSecret(settings);
    const store = await openStore({
      databaseUrl: settings.databaseUrl,
      dataDir: settings.dataDir,
      log: (message) => log.info(message),
    });
    try {
      return await assemble(settings, environment, store, secret, log);
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
): Promise<Runtime> {
  const adminTokenSha256 = findAdminToken(settings, log);
  const sealer = createSealer(secret);
  await checkCanary(store.db, sealer);
  if (settings.configPath !== null) {
    const { configPath, org } = settings;
    const applied = await applyFile({ store, sealer, configPath, environment, org });
    for (const notice of applied.notices) log.warn(notice);
    log.info({ file: configPath, changes: applied.changes.length, version: applied.version }, 'configuration applied');
  }
  const demo = await startDemo({ settings, environment, store, sealer, log });
  const snapshot = createSnapshotHolder({ store, sealer, log: (message) => log.warn(message) });
  await snapshot.start();
  const usage = await startUsageWriter({ store, dataDir: settings.dataDir, log });
  const upstream = createUpstreamAgent(demo.standIns);

  return {
    settings,
    log,
    store,
    snapshot,
    inFlight: createInFlightGate({ maxRequests: settings.maxInFlight, maxBytes: settings.maxInFlightBytes }),
    upstream,
    usage,
    health: createTargetHealth(),
    originHeader: `x-router-origin-${randomBytes(12).toString('hex')}`,
    peerHeader: `x-router-peer-${randomBytes(12).toString('hex')}`,
    sealer,
    sessionSecret: deriveSecret(secret, 'console-session'),
    adminTokenSha256,
    get demo() {
      return demo.describe(snapshot.current());
    },
    unauthenticated: { count: 0 },
    active: new Set(),
    draining: false,
    announced: false,
    async stop() {
      await usage.stop();
      await snapshot.stop();
      await upstream.destroy();
      await demo.stop();
      await store.close();
    },
  };
}

function findAdminToken(settings: Settings, log: Log): string | null {
  const sha256 = resolveAdminToken(settings);
  if (sha256 === null) {
    log.info('the admin API is closed: with DATABASE_URL it opens when ROUTER_ADMIN_TOKEN is set');
  }
  return sha256;
}

function warnOfSettings(environment: Record<string, string | undefined>, log: Log): void {
  for (const name of unknownSettings(environment)) log.warn(`${name} is not a setting of this version`);
}

/** A list read wrong would believe the wrong peers, or none. */
function refuseWrongProxies({ trustedProxies }: Settings): void {
  const wrong = wrongProxies(trustedProxies).map((entry) => JSON.stringify(entry));
  if (wrong.length === 0) return;
  throw new Error(
    `Settings that cannot be used:\n  ROUTER_TRUSTED_PROXIES: expected addresses and CIDR blocks, not ${wrong.join(', ')}`,
  );
}
