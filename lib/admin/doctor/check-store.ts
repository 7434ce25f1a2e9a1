import { sql } from 'drizzle-orm';
import { explainStoreError } from '../../../db/explain-store-error';
import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { failed, ok, warning, within } from './finding';

const deadlineMs = 5_000;
const clockSlackMs = 2_000;

/** Does the store answer, and is its clock ours? Prices come into force by its clock, tokens end by this machine's. */
export async function checkStore({ store, settings }: Pick<Runtime, 'store' | 'settings'>): Promise<DoctorCheck[]> {
  const begun = Date.now();
  try {
    const [row] = await within(
      deadlineMs,
      store.db.execute<{ ms: string }>(sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`),
    );
    const took = Date.now() - begun;
    const kind = settings.databaseUrl === null ? 'embedded' : 'PostgreSQL';
    return [ok('store', `${kind}, answers in ${took} ms`), checkClock(Number(row?.ms) - (begun + took / 2))];
  } catch (error) {
    const mend =
      settings.databaseUrl === null
        ? 'Look at the log, and restart the server.'
        : 'Is PostgreSQL up, and DATABASE_URL right? Requests are served from the last policy meanwhile.';
    return [failed('store', `cannot be asked: ${explainStoreError(error)}`, mend)];
  }
}

function checkClock(aheadMs: number): DoctorCheck {
  const seconds = Math.round(Math.abs(aheadMs) / 100) / 10;
  if (Math.abs(aheadMs) <= clockSlackMs) return ok('store clock', 'the store’s clock and this server’s agree');
  const found = `the store’s clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this server’s`;
  return warning('store clock', found, 'Keep both machines’ clocks with NTP: prices and tokens begin and end by them.');
}
