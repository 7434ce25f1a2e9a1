import { explainStoreError } from '../../../db/explain-store-error';
import { readPolicyState } from '../../../db/queries/snapshot-rows';
import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { failed, ok } from './finding';

/** Is what requests are served by what the store holds? */
export async function checkSnapshot({ store, snapshot }: Pick<Runtime, 'store' | 'snapshot'>): Promise<DoctorCheck> {
  try {
    const { version } = await store.db.transaction(readPolicyState);
    // One that was made a moment ago may be on its way.
    if (snapshot.current().version < version) await snapshot.refresh();
    const serving = snapshot.current().version;
    if (serving >= version) return ok('snapshot', `serving policy version ${serving}, the store’s newest`);
    const mend = 'Look at the log for why it cannot be loaded; a restart loads it anew.';
    return failed('snapshot', `serving policy version ${serving}, and the store has ${version}`, mend);
  } catch (error) {
    return failed('snapshot', `cannot be compared: ${explainStoreError(error)}`, 'Look at the log.');
  }
}
