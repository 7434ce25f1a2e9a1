import { explainStoreError } from '../../../db/explain-store-error';
import { checkCanary } from '../../auth/secret';
import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { failed, ok } from './finding';

/** Is the secret the one that this store was sealed with? */
export async function checkSecret({ store, sealer }: Pick<Runtime, 'store' | 'sealer'>): Promise<DoctorCheck> {
  try {
    await checkCanary(store.db, sealer);
    return ok('secret', 'opens what this store has sealed');
  } catch (error) {
    const mend = 'Set ROUTER_SECRET to the one this store was first started with, and restart.';
    return failed('secret', explainStoreError(error), mend);
  }
}
