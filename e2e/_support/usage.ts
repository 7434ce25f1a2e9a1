import { asc } from 'drizzle-orm';
import { openStore } from '../../db/client';
import { usageAttempts, usageRecords } from '../../db/schema';
import { createLog } from '../../lib/telemetry/log';
import { startUsageWriter } from '../../lib/usage/writer';
import type { Router } from './router';

export type StoredUsage = Omit<typeof usageRecords.$inferSelect, 'tries'> & {
  tries: (typeof usageAttempts.$inferSelect)[];
};

/** Stops the router and reads what it has recorded, oldest first: its store, and what its spool still holds. */
export async function readUsage(router: Router): Promise<StoredUsage[]> {
  await router.stop();
  const store = await openStore({ databaseUrl: null, dataDir: router.dataDir });
  try {
    // A process that was killed left its last records in the spool; a start takes them in.
    const writer = await startUsageWriter({ store, dataDir: router.dataDir, log: createLog('silent') });
    await writer.stop();
    const records = await store.db.select().from(usageRecords).orderBy(asc(usageRecords.startedAt));
    const tries = await store.db.select().from(usageAttempts).orderBy(asc(usageAttempts.position));
    return records.map((record) => ({ ...record, tries: tries.filter((one) => one.usageId === record.id) }));
  } finally {
    await store.close();
  }
}
