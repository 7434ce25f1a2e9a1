import { explainStoreError } from '../../../db/explain-store-error';
import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { failed, ok, warning } from './finding';

/** Does usage reach the store? */
export async function checkUsage({ usage }: Pick<Runtime, 'usage'>): Promise<DoctorCheck> {
  try {
    await usage.flush();
    const { waiting, refused } = await usage.backlog();
    if (refused > 0) {
      const found = `${refused} ${refused === 1 ? 'file holds' : 'files hold'} records that the store would not take`;
      return warning('usage', found, 'Look at spool/*/*.refused in the data folder; the log has the reasons.');
    }
    if (waiting === 0) return ok('usage', 'every request so far is in the store');
    return ok('usage', `${waiting} bytes of a moment ago are on their way to the store`);
  } catch (error) {
    const found = `records cannot be written: ${explainStoreError(error)}`;
    return failed('usage', found, 'They are kept in the data folder’s spool. Mend the store, or free the disk.');
  }
}
