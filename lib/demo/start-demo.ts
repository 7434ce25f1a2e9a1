import type { Store } from '../../db/client';
import { knowsTokens, type PolicyContents, readPolicyContents } from '../../db/queries/demo-contents';
import type { Author } from '../../db/queries/policy-change';
import { type Applied, type ApplyOptions, applyDeclared } from '../admin/config/apply';
import type { Sealer } from '../auth/seal';
import { hashToken } from '../callers/hash-token';
import type { Declared } from '../config/declared';
import type { Environment } from '../config/secrets';
import type { Settings } from '../env';
import { mockOrigin } from '../exchange/mock-origin';
import type { Demo } from '../runtime/runtime';
import type { Snapshot } from '../snapshot/snapshot';
import type { Log } from '../telemetry/log';
import { declareCallers, declareGroups, declareMock, declareProject, isReal, mockProvider } from './configuration';
import { describeDemo } from './describe-demo';
import { reachableBy } from './loopback';
import { isMockModel, type MockModel, mockModels } from './mock/models';
import { type MockServer, startMock } from './mock/server';
import { natureOf } from './mock/switches';
import { declareProvider, findKeys, realProviders } from './real-providers';
import { type DemoTokens, forgetTokens, keepRemoval, keepTokens, mintTokens, readTokens, wasRemoved } from './tokens';

export interface DemoStart {
  settings: Settings;
  environment: Environment;
  store: Store;
  sealer: Sealer;
  log: Log;
}

export interface RunningDemo {
  /** For the upstream agent: where the mock's name leads to, this time. */
  standIns: ReadonlyMap<string, string>;
  /** The demo as this view of the policy has it; null once a real configuration has replaced it. */
  describe(snapshot: Snapshot): Demo | null;
  stop(): Promise<void>;
}

/**
 * Makes the demo on the first start of a server that has nothing else to serve, and brings it up again on later ones.
 * Called once the declared configuration is applied, which takes a demo away. Throws where a demo would be reachable from
 * elsewhere, because its tokens are there for the asking.
 */
export async function startDemo(start: DemoStart): Promise<RunningDemo> {
  const { settings, log, store } = start;
  if (settings.databaseUrl !== null) return none;
  const contents = await readPolicyContents(store.db);
  const present = [...contents.groups.values(), ...contents.providers.values()].includes('demo');
  if (present && settings.demo === 'off') {
    await removeDemo(start);
    return none;
  }
  const reach = settings.demo === 'anywhere' ? null : reachableBy(settings);
  if (present && reach !== null) throw new Error(explainReach(reach));
  if (!present) {
    const isFirst = contents.groups.size + contents.providers.size === 0 && !contents.hasTokens;
    if (settings.demo === 'off' || settings.configPath !== null || !isFirst) {
      if (readTokens(settings.dataDir)) forgetTokens(settings.dataDir);
      return none;
    }
    if (wasRemoved(settings.dataDir)) return none;
    if (reach !== null) {
      log.warn(
        `nothing is configured, and no demo is made, because ${reach}: set ROUTER_CONFIG=router.yaml, or start on loopback to see the demo`,
      );
      return none;
    }
  }
  const tokens = await settle(start, present ? contents : null);
  const mock = await startMock();
  const machine = {
    ...listModels(mock),
    planRemoval: (author: Author) => takeOut(start, author, { dryRun: true }),
    async remove(author: Author, basedOn?: number) {
      const removed = await takeOut(start, author, { basedOn });
      keepRemoval(settings.dataDir, new Date());
      log.warn({ actor: author.actor }, 'the demo was removed');
      await mock.stop();
      return removed;
    },
  };
  return {
    standIns: new Map([[mockOrigin, mock.origin]]),
    describe: (snapshot) => describeDemo(snapshot, tokens, machine),
    stop: mock.stop,
  };
}

function listModels({ switches }: MockServer): Pick<Demo, 'models' | 'switchModel'> {
  return {
    models: () =>
      (Object.keys(mockModels) as MockModel[]).map((id) => {
        return { id, target: `${mockProvider}/${id}`, nature: natureOf(id), mode: switches.modeOf(id) };
      }),
    switchModel(id, mode) {
      if (!isMockModel(id)) return false;
      switches.set(id, mode);
      return true;
    },
  };
}

const none: RunningDemo = { standIns: new Map(), describe: () => null, stop: async () => {} };

/** Makes the store hold the demo, and demo.json its tokens, whatever of the two was lost. */
async function settle(start: DemoStart, present: PolicyContents | null): Promise<DemoTokens> {
  const { settings, environment, store, log } = start;
  const kept = readTokens(settings.dataDir);
  const tokens = kept ?? mintTokens(settings.org);
  if (!kept) keepTokens(settings.dataDir, tokens);
  if (!kept && present) log.warn('demo.json was missing or could not be read: the demo has new tokens');
  const known = present !== null && (await knowsTokens(store.db, Object.values(tokens).map(hashToken)));
  const declared = present ? declareAgain(present, environment) : declareNew(environment);
  await apply(start, { ...declared, callers: known ? [] : declareCallers(tokens) });
  return tokens;
}

function declareNew(environment: Environment): Omit<Declared, 'callers'> {
  const keys = findKeys(environment);
  const providers = [declareMock(), ...keys.map((real) => declareProvider(real, environment))];
  return { providers, groups: declareGroups(keys), projects: declareProject() };
}

/**
 * A later start: only a provider with a key in the environment is put behind the groups that are still the demo's own. What
 * an administrator has changed, or taken away, since is theirs. A key that is gone leaves its provider where it is.
 */
function declareAgain({ groups, providers }: PolicyContents, environment: Environment): Omit<Declared, 'callers'> {
  const keys = findKeys(environment).filter(({ id }) => (providers.get(id) ?? 'demo') === 'demo');
  if (keys.length === 0) return { providers: [], groups: [], projects: [] };
  const behind = realProviders.filter((real) => keys.includes(real) || providers.get(real.id) === 'demo');
  return {
    providers: keys.map((real) => declareProvider(real, environment)),
    groups: declareGroups(behind).filter(({ id }) => isReal(id) && groups.get(id) === 'demo'),
    projects: [],
  };
}

/** As a first file does that declares nothing: under the demo's own name its tokens would stay, disabled. */
function takeOut(
  { store, sealer, settings }: DemoStart,
  author: Author,
  how: Pick<ApplyOptions, 'dryRun' | 'basedOn'> = {},
): Promise<Applied> {
  const declared: Declared = { providers: [], groups: [], projects: [], callers: [] };
  return applyDeclared({ store, sealer, declared, org: settings.org, author, manager: 'file', ...how });
}

async function removeDemo(start: DemoStart): Promise<void> {
  for (const notice of (await takeOut(start, { actor: 'demo' })).notices) start.log.warn(notice);
  forgetTokens(start.settings.dataDir);
  start.log.warn('ROUTER_DEMO is off: the demo was taken out of the store');
}

async function apply({ store, sealer, settings, log }: DemoStart, declared: Declared): Promise<void> {
  const author = { actor: 'demo' };
  const options = { store, sealer, declared, org: settings.org, author, manager: 'demo' as const };
  for (const notice of (await applyDeclared(options)).notices) log.warn(notice);
}

function explainReach(reach: string): string {
  return [
    `This data folder holds a demo, and ${reach}: a demo shows its tokens, so only this machine may reach it. Do one of these:`,
    '  start it on loopback: HOST=127.0.0.1, no ROUTER_PUBLIC_URL, no ROUTER_TRUSTED_PROXIES',
    '  give it a configuration, which takes the demo away: ROUTER_CONFIG=router.yaml',
    '  take the demo away: ROUTER_DEMO=off',
    '  let everybody who can reach this server use the demo: ROUTER_DEMO=anywhere',
  ].join('\n');
}
