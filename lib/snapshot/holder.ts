import type { Store } from '../../db/client';
import { explainStoreError } from '../../db/explain-store-error';
import type { Sealer } from '../auth/seal';
import { type LoadedSnapshot, loadSnapshot } from './load';
import type { Snapshot } from './snapshot';

export interface SnapshotHolder {
  /** The snapshot to begin a request with; throws before `start` has loaded the first. */
  current(): Snapshot;
  /** When the present one was read, epoch milliseconds, and whether the store answers. */
  standing(): { loadedAt: number; isStoreAway: boolean };
  /**
   * Brings the snapshot up to whatever is committed when this is called; a write verb awaits it so that its change holds
   * from the next request on. Never rejects: the change is made, and a store that went away is caught up with later.
   */
  refresh(): Promise<void>;
  /** Loads the first snapshot, or rejects, and follows the store from then on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface SnapshotHolderOptions {
  store: Pick<Store, 'db' | 'watchPolicy'>;
  sealer: Sealer;
  log: (message: string) => void;
  /** Told of each snapshot that takes another's place. */
  onChange?: (next: Snapshot, previous: Snapshot) => void;
}

/** How soon a load that failed is tried again; the poll of PostgreSQL may be sooner, the embedded store has none. */
const retryMs = 1000;
/** A load that hangs (a connection cut without a word) must not keep every later one waiting. */
const loadTimeoutMs = 20_000;

/** Keeps the newest snapshot and swaps it as the store changes. With the store away, serving goes on from the last one. */
export function createSnapshotHolder({ store, sealer, log, onChange }: SnapshotHolderOptions): SnapshotHolder {
  let snapshot: LoadedSnapshot | null = null;
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let watch: { stop(): Promise<void> } | null = null;
  let away = false;
  let loadedAt = 0;
  let stopped = false;

  async function load(): Promise<void> {
    const previous = snapshot;
    const next = await withDeadline(loadSnapshot(store.db, sealer, previous ?? undefined, log));
    snapshot = next;
    loadedAt = Date.now();
    tellBack();
    if (previous && previous !== next) onChange?.(next, previous);
  }

  function tellAway(error: unknown): void {
    if (!away) log(`the store is away (${explainStoreError(error)}): serving goes on from the last snapshot`);
    away = true;
  }

  function tellBack(): void {
    if (away) log('the store is back');
    away = false;
  }

  async function tryLoad(): Promise<void> {
    clearTimeout(retry);
    if (stopped) return;
    try {
      await load();
    } catch (error) {
      tellAway(error);
      if (!stopped) retry = setTimeout(() => void refresh(), retryMs).unref();
    }
  }

  /** One load at a time, or an earlier one that ends later would take the snapshot back. */
  function begin(work: () => Promise<void>): Promise<void> {
    const turn = work().finally(() => {
      running = null;
    });
    running = turn;
    return turn;
  }

  /** A load under way may have begun before the caller's commit, so one more follows it, shared by all who wait. */
  function refresh(): Promise<void> {
    if (!running) return begin(tryLoad);
    const next = () => {
      queued = null;
      return begin(tryLoad);
    };
    queued ??= running.then(next, next);
    return queued;
  }

  return {
    current() {
      if (!snapshot) throw new Error('the snapshot is not loaded yet');
      return snapshot;
    },
    standing: () => ({ loadedAt, isStoreAway: away }),
    refresh,
    async start() {
      await begin(load);
      watch = store.watchPolicy({
        onVersion: (version) => {
          if (version !== snapshot?.version) void refresh();
          else tellBack();
        },
        onError: tellAway,
      });
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await watch?.stop();
      await (queued ?? running);
    },
  };
}

function withDeadline<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer for ${loadTimeoutMs} ms`)), loadTimeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
