import { openStore } from '../client';
import { users } from '../schema';
import { endWithParent } from './end-with-parent';

/** For embedded.test.ts: writes users without end, telling of each once it is committed. */
endWithParent();
const [dataDir = ''] = process.argv.slice(2);
try {
  const store = await openStore({ databaseUrl: null, dataDir });
  for (let number = 0; ; number += 1) {
    await store.db.insert(users).values({ id: `user-${number}`, managedBy: 'console' });
    console.log(`user-${number}`);
  }
} catch (error) {
  console.log(`failed: ${error instanceof Error ? error.message : error}`);
}
