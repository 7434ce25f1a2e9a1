import type { Sql } from 'postgres';
import { isConnectionLost } from './explain-store-error';
import { guardTransactions } from './transaction-guard';

/** How long queries under way on other connections may take to end when one connection was lost. */
const leaveSeconds = 5;

/**
 * A client of the store that outlives outages: once a connection was lost, later queries go to a new client. The driver
 * would use the old one again, but (postgres.js 3.4.9) a connection that closed just as something was being written to it
 * never comes to write again, and each of its queries ends in CONNECT_TIMEOUT (porsager/postgres#1215).
 *
 * It has what Drizzle and the tests call: `begin`, `unsafe`, the template tag, `options` and `end`.
 */
export function createLastingClient(connect: () => Sql): Sql {
  let client = guardTransactions(connect());
  const { options } = client;
  const leaving = new Set<Promise<unknown>>();

  const replace = (lost: Sql) => {
    if (lost !== client) return;
    client = guardTransactions(connect());
    // Drizzle has its own way with dates and JSON, and has set it on the first client.
    Object.assign(client.options.parsers, options.parsers);
    Object.assign(client.options.serializers, options.serializers);
    const left = lost.end({ timeout: leaveSeconds }).catch(() => {});
    leaving.add(left);
    left.then(() => leaving.delete(left));
  };
  const call = (name: 'begin' | 'unsafe', parameters: unknown[]) => {
    const used = client;
    const result = Reflect.apply(used[name], used, parameters) as Promise<unknown>;
    result.catch((error) => {
      if (isConnectionLost(error)) replace(used);
    });
    return result;
  };

  const lasting = Object.assign((...parameters: unknown[]) => Reflect.apply(client, undefined, parameters), {
    options,
    begin: (...parameters: unknown[]) => call('begin', parameters),
    unsafe: (...parameters: unknown[]) => call('unsafe', parameters),
    end: async (how?: { timeout?: number }) => {
      await Promise.all([client.end(how), ...leaving]);
    },
  });
  return lasting as unknown as Sql;
}
