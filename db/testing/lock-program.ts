import { holdLock, LockHeldError } from '../embedded/lock';
import { endWithParent } from './end-with-parent';

/** For lock.test.ts: takes the lock and keeps it, or says who has it. */
endWithParent();
const [folder = ''] = process.argv.slice(2);
try {
  await holdLock(folder, 'test');
  console.log('holds');
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(error instanceof LockHeldError ? `held by ${error.pid}` : `failed: ${error}`);
}
