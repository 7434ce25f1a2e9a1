import path from 'node:path';
import { openStore } from '../../../db/client';
import { addManyUsage } from '../../../db/testing/many-usage';
import { caller, createToken, failover, provider } from '../configuration';
import { createFolder, seedStore } from '../data-folder';
import type { RouterOptions } from '../start-router';

/** A configuration with a token, whose provider is nowhere; its data folder holds many usage records of the last days. */
export async function withUsage(usage: {
  records: number;
  days: number;
}): Promise<RouterOptions & { dataDir: string; token: string }> {
  const dataDir = path.join(await createFolder(), 'data');
  await seedStore(dataDir);
  const store = await openStore({ databaseUrl: null, dataDir });
  await addManyUsage(store, usage);
  await store.close();
  const token = createToken();
  const configuration = {
    providers: [provider('away', 'http://127.0.0.1:1/v1', ['small', 'large'])],
    groups: [failover('default', ['away/small', 'away/large'])],
    callers: [caller('alice', token, ['default'], { expires_at: new Date(Date.now() + 3 * 86_400_000).toISOString() })],
  };
  return { configuration, dataDir, token };
}
