import { AttemptFailure } from '../upstream/failure';
import type { Run } from './run';

/** Waits; a caller who leaves, and a shutdown, end the wait with the failure that they are. */
export function pause(ms: number, run: Run): Promise<void> {
  const waitsFrom = run.elapsed();
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      run.waitedMs += run.elapsed() - waitsFrom;
      run.control.cancel = null;
      settle();
    };
    const timer = setTimeout(() => end(resolve), ms);
    run.control.cancel = (why = 'cancelled') => end(() => reject(new AttemptFailure(why)));
  });
}
