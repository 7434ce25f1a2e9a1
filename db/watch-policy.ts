import type { Sql } from 'postgres';
import { policyChannel, policyStateId } from './queries/policy-change';

export interface PolicyWatcher {
  /** Called with the version the store stands at; often the same one again. */
  onVersion(version: number): void;
  /** The store could not be asked. Called again and again while that lasts. */
  onError?(error: unknown): void;
}

const pollMs = 500;
/** The driver has no time-out for an answer, and a connection cut without a word would wait for the kernel's. */
const answerMs = 5000;

/**
 * Hears of policy changes on PostgreSQL: a notice at once, and a poll because a notice is lost while the connection is
 * down. `connect` gives a client apart from the pool, with one connection (the driver opens another for LISTEN). After an
 * error it is a new client that asks: the driver's own ways back from a lost connection do not always lead there.
 */
export function watchPostgres(connect: () => Sql, watcher: PolicyWatcher): { stop(): Promise<void> } {
  let sql = connect();
  let listening = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (version: number) => {
    if (!stopped) watcher.onVersion(version);
  };
  const poll = async () => {
    try {
      const answer = sql<{ version: string }[]>`select version from policy_state where id = ${policyStateId}`;
      const [row] = await withDeadline(answer);
      if (row) tell(Number(row.version));
      // Not once stopping: the driver opens a connection for it even after its end, and nobody would close that one.
      if (!listening && !stopped) {
        // Whatever comes of it: the poll is there as well.
        sql.listen(policyChannel, (payload) => tell(Number(payload))).catch(() => {});
        listening = true;
      }
    } catch (error) {
      if (stopped) return;
      watcher.onError?.(error);
      void sql.end({ timeout: 0 }).catch(() => {});
      sql = connect();
      listening = false;
    }
    if (!stopped) timer = setTimeout(poll, pollMs);
  };
  void poll();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sql.end({ timeout: 1 });
    },
  };
}

function withDeadline<T>(answer: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the store gave no answer for ${answerMs} ms`)), answerMs);
    answer.then(resolve, reject);
    answer.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  });
}
