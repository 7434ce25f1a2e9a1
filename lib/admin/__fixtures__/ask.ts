import type { Store } from '../../../db/client';
import { createFailureWindow } from '../../auth/failure-window';
import { createSealer } from '../../auth/seal';
import { createTurnstile } from '../../auth/turnstile';
import { readSettings, type Settings } from '../../env';
import type { Runtime } from '../../runtime/runtime';
import { createLog } from '../../telemetry/log';
import type { Actor } from '../actor';
import { perform, type Verb } from '../verb';
import { type VerbAnswer, type VerbInput, type VerbName, verbs } from '../verbs';

/** What a verb of the store leans on: a real store, and a snapshot that nobody reads. */
export function runtimeOf(store: Store, settings: Partial<Settings> = {}): Runtime {
  const secret = 'a secret of thirty-two characters';
  return {
    store,
    settings: { ...readSettings({ LOG_LEVEL: 'silent', ROUTER_PUBLIC_URL: 'https://router.example', ROUTER_SECRET: secret }), ...settings },
    log: createLog('silent'),
    sealer: createSealer(secret),
    snapshot: { refresh: async () => {} },
    peerHeader: 'x-router-peer-test',
    originHeader: 'x-router-origin-test',
    sessionSecret: 'a session secret of thirty-two characters',
    hashing: createTurnstile({ atOnce: 2, waiting: 16 }),
    failures: createFailureWindow({ most: 20, withinMs: 300_000, addresses: 100 }),
    trips: createFailureWindow({ most: 40, withinMs: 300_000, addresses: 100 }),
    firstOwnerToken: null,
    adminTokenSha256: null,
    demo: null,
  } as unknown as Runtime;
}

/** The server's own token, which may all there is. */
export const serverToken: Actor = {
  kind: 'server-token',
  name: 'admin-token',
  role: 'owner',
  scopes: null,
  via: 'api',
  address: '192.0.2.1',
  administratorId: null,
  sessionId: null,
};

/** Does a verb as somebody, the way both doors do it. */
export function askAs(runtime: Runtime) {
  return <Name extends VerbName>(name: Name, input: VerbInput<Name>, actor: Actor = serverToken) =>
    perform(verbs[name] as unknown as Verb, { runtime, actor, origin: 'https://router.example' }, input) as Promise<VerbAnswer<Name>>;
}
