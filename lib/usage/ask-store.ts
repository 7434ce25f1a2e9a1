import type { Database, Store } from '../../db/client';
import { explainStoreError } from '../../db/explain-store-error';

/** The store did not answer. `message` is for the log. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}

/** A question whose answer a caller waits for: a store that is away must not let them wait for ever. */
export const STORE_ANSWER_MS = 5_000;

/** Asks the store, and tells any failure of it as StoreAway. */
export async function askStore<T>({ db }: Pick<Store, 'db'>, ask: (database: Database) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreAway('the store did not answer in time')), STORE_ANSWER_MS);
  });
  try {
    return await Promise.race([ask(db), deadline]);
  } catch (error) {
    throw error instanceof StoreAway ? error : new StoreAway(explainStoreError(error));
  } finally {
    clearTimeout(timer);
  }
}
