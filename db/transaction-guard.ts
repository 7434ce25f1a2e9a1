import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from 'postgres';
import { isConnectionLost } from './explain-store-error';

let current: AsyncLocalStorage<Guarded> | null = null;

/**
 * From here on a query sent past an open transaction fails at once. Tests ask for it, servers do not: an AsyncLocalStorage
 * in use makes every promise of a process dearer on Node 20, a fifth of a whole unary call.
 */
export function refuseStrayQueries(): void {
  current ??= new AsyncLocalStorage();
}

/** One open transaction; `lost` is the error that took its connection away. */
interface Guarded {
  open: boolean;
  lost: unknown;
}

/**
 * Makes two mistakes of a transaction harmless, the first ours and the second the driver's.
 *
 * A query sent past an open transaction fails at once, where that was asked for. Inside `database.transaction(work)` every query must go through
 * the transaction that `work` was given: the embedded store has one connection, so any other query waits for the
 * transaction, and the transaction for it, for ever. PostgreSQL would only do so when the pool is full, so it is refused
 * there as well. (Queries written with the driver's own template tag are not seen; nothing but tests uses it.)
 *
 * Nothing more is sent on a connection that was lost. postgres.js (3.4.9) sends its `rollback` on the closed socket,
 * which throws where nobody can catch it and ends the process (porsager/postgres#1208), or runs the rest of a lost
 * transaction within somebody else's (#1216). So a lost transaction's work is refused further queries, and the driver
 * never hears how it ended: its own watch on the connection is what rejects.
 */
export function guardTransactions(sql: Sql): Sql {
  const { begin, unsafe } = sql as unknown as Client;
  const guarded: Client = {
    begin: (...parameters) => {
      refuse();
      const work = parameters.pop() as Work;
      const state: Guarded = { open: true, lost: null };
      const result = begin(...parameters, (transaction: Client) => {
        const run = () => settle(state, work(guardQueries(transaction, state)));
        return current ? current.run(state, run) : run();
      });
      // A connection lost between two queries is first heard of here, and before the work goes on.
      result.catch((error) => {
        state.lost ??= error;
      });
      return result.finally(() => {
        state.open = false;
      });
    },
    unsafe: (...parameters) => {
      refuse();
      return unsafe(...parameters);
    },
  };
  return Object.assign(sql, guarded);
}

/** As much of the driver as Drizzle calls. */
interface Client {
  begin: (...parameters: unknown[]) => Promise<unknown>;
  savepoint?: (work: Work) => Promise<unknown>;
  unsafe: (...parameters: unknown[]) => Query;
}

type Query = Promise<unknown> & { values(): Promise<unknown> };
type Work = (transaction: Client) => Promise<unknown>;

function refuse(): void {
  if (current?.getStore()?.open) {
    throw new Error('a query went past the open transaction: use the transaction that the work was given');
  }
}

/** Passes on how the work ended, unless the connection was lost: then the driver would go on to send on it. */
async function settle(state: Guarded, work: Promise<unknown>): Promise<unknown> {
  try {
    const result = await work;
    return (await isLost(state)) ? await forEver() : result;
  } catch (error) {
    return (await isLost(state)) ? await forEver() : Promise.reject(error);
  } finally {
    state.open = false;
  }
}

/**
 * The word that a connection closed comes some steps of the microtask queue after the event, and the work may be a step
 * or two ahead of it. No event comes between these steps, nor between this answer and what is sent on the strength of it.
 */
async function isLost(state: Guarded): Promise<boolean> {
  for (let step = 0; step < 10; step += 1) await null;
  return state.lost !== null;
}

function forEver(): Promise<never> {
  return new Promise(() => {});
}

function guardQueries(transaction: Client, state: Guarded): Client {
  const { savepoint, unsafe } = transaction;
  const send = async (parameters: unknown[], how: (query: Query) => Promise<unknown>) => {
    if (await isLost(state)) throw state.lost;
    const query = unsafe(...parameters);
    query.catch((error) => {
      if (isConnectionLost(error)) state.lost = error;
    });
    return how(query);
  };
  return {
    ...transaction,
    // Like the driver's own, a query that is sent when it is waited for, whole or as bare values.
    unsafe: (...parameters: unknown[]) => {
      const rows = () => send(parameters, (query) => query);
      return {
        // biome-ignore lint/suspicious/noThenProperty: it stands for the driver's query, which is waited for.
        then: (resolve, reject) => rows().then(resolve, reject),
        catch: (reject) => rows().catch(reject),
        finally: (end) => rows().finally(end),
        values: () => send(parameters, (query) => query.values()),
      } as Query;
    },
    savepoint: async (work: Work) => {
      if (await isLost(state)) throw state.lost;
      let end: (error: unknown) => void = () => {};
      const lost = new Promise<never>((_, reject) => {
        end = reject;
      });
      const inner = savepoint?.(async (nested) => {
        try {
          return await work(guardQueries(nested, state));
        } catch (error) {
          if (!(await isLost(state))) throw error;
          end(error);
          return forEver();
        }
      });
      return Promise.race([inner, lost]);
    },
  };
}
