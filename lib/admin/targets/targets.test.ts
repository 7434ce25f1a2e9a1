import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { auditEvents } from '../../../db/schema';
import { addGroup, addProvider } from '../../../db/testing/policy';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import type { Role } from '../../exchange/roles';
import { createSnapshotHolder } from '../../snapshot/holder';
import type { Target } from '../../snapshot/snapshot';
import { heedResumed } from '../../upstream/heed-resumed';
import { createTargetHealth } from '../../upstream/target-health';
import { admin, sealer, storeContext } from '../__fixtures__/store-context';
import { perform, type Verb } from '../verb';
import { type VerbAnswer, type VerbInput, type VerbName, verbs } from '../verbs';

let store: TestStore;
let context: ReturnType<typeof storeContext>;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => {
  await emptyStore(store);
  await store.db.transaction(async (transaction) => {
    await addProvider(transaction, { id: 'one' });
    await addGroup(transaction, { id: 'general', providers: ['one'] });
    await advancePolicy(transaction, { structure: true });
  });
  context = storeContext(store);
  await context.runtime.snapshot.start();
});
afterAll(() => store.close());

const ask = <Name extends VerbName>(name: Name, input: VerbInput<Name>, role: Role = 'operator') =>
  perform(verbs[name] as Verb, { ...context, actor: { ...admin, role } }, input) as Promise<VerbAnswer<Name>>;
const hour = 3_600_000;

function target(): Target {
  const found = context.runtime.snapshot.current().groups.get('general')?.targets[0];
  if (!found) throw new Error('no target');
  return found;
}

function pause({ runtime: { health } }: Pick<typeof context, 'runtime'>): void {
  const ticket = health.begin(target(), Date.now());
  if (ticket) health.note(ticket, 'rate-limited', Date.now(), hour);
}

describe('a target that asked for a long pause', () => {
  it('is shown with what it asked for, and asked again once an operator says so, with a row in the audit', async () => {
    pause(context);
    const { provider, model } = target();
    const one = { provider: provider.id, model: model.id };
    const [shown] = (await ask('groups.get', { id: 'general' })).targets;
    expect(shown).toMatchObject({
      circuit: 'open',
      pauses: [{ why: 'retry-after', last_failure: 'rate-limited' }],
    });
    const until = shown?.pauses[0]?.until;
    const { ended } = await ask('targets.resume', one);
    expect(ended.map(({ why }) => why)).toEqual(['retry-after']);
    expect(context.runtime.health.mayTry(target(), Date.now())).toBe(true);
    expect((await ask('providers.get', { provider_id: provider.id })).models[0]).toMatchObject({ pauses: [] });
    const rows = await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(rows.at(-1)).toMatchObject({
      ...{ action: 'resume', objectKind: 'model', objectId: `${one.provider}/${one.model}` },
      difference: { paused_until: { from: until, to: null } },
    });
  });

  it('is asked again by every other server as well', async () => {
    const health = createTargetHealth();
    const snapshot = createSnapshotHolder({
      ...{ store, sealer, log: () => {} },
      onChange: (next, previous) => heedResumed(health, next, previous),
    });
    await snapshot.start();
    pause({ runtime: { ...context.runtime, health } });
    expect(health.circuitOf(target(), Date.now())).toBe('open');
    await ask('targets.resume', { provider: target().provider.id, model: target().model.id });
    await expect.poll(() => health.mayTry(target(), Date.now()), { timeout: 1_000, interval: 5 }).toBe(true);
    await snapshot.stop();
  });

  it('is not for a viewer to say, and not known where there is no such model', async () => {
    const one = { provider: target().provider.id, model: target().model.id };
    await expect(ask('targets.resume', one, 'viewer')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask('targets.resume', { ...one, model: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
