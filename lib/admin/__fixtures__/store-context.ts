import type { TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { readSettings, type Settings } from '../../env';
import { createLog } from '../../telemetry/log';
import type { Runtime } from '../../runtime/runtime';
import { createSnapshotHolder } from '../../snapshot/holder';
import { createTargetHealth } from '../../upstream/target-health';
import { type Actor, authorOf } from '../actor';
import type { VerbContext } from '../verb';

export const sealer = createSealer('a secret of thirty-two characters');

/** Whoever asks, in the tests of verbs. */
export const admin: Actor = {
  kind: 'administrator',
  name: 'alice',
  role: 'admin',
  scopes: null,
  via: 'console',
  address: '127.0.0.1',
  administratorId: 1,
  sessionId: 'a session',
};

/** What a verb is done with, on a real store. What it lacks of a runtime, a verb that needs it fails on. */
export function storeContext(store: TestStore, some: Partial<Settings> = {}, actor: Actor = admin): VerbContext {
  const settings = { ...readSettings({ LOG_LEVEL: 'silent' }), ...some };
  const log = createLog('silent');
  const snapshot = createSnapshotHolder({ store, sealer, log: () => {} });
  const runtime = { settings, log, store, sealer, snapshot, health: createTargetHealth() } as unknown as Runtime;
  return { runtime, actor, author: authorOf(actor), origin: 'https://router.example' };
}
