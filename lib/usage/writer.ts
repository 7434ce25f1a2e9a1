import fs from 'node:fs';
import path from 'node:path';
import type { Store } from '../../db/client';
import { explainStoreError } from '../../db/explain-store-error';
import type { UsageRefusal } from '../../db/queries/insert-usage';
import type { Log } from '../telemetry/log';
import { measureBacklog, type SpoolBacklog } from './backlog';
import { renderRecord } from './render-record';
import { abandonedSegments, openSpool } from './spool';
import type { UsageRecord } from './usage-record';

export interface UsageWriter {
  record(record: UsageRecord): void;
  /** Everything recorded so far into the store; rejects where the store is away. */
  flush(): Promise<void>;
  /** What is on its way to the store, or never will be there, of every process of this data folder; `records` of this one alone. */
  backlog(): Promise<SpoolBacklog & { records: number }>;
  /** Flushes as far as the store allows and ends. */
  stop(): Promise<void>;
}

/** A finished request is in the store within two seconds (design rule 8); one of them leaves room for a slow store. */
const BATCH_MS = 1_000;

/** Writes usage behind the requests: to the spool at once, to the store in batches. A store outage only lets the spool grow. */
export async function startUsageWriter(options: {
  store: Pick<Store, 'insertUsage'>;
  dataDir: string;
  log: Log;
}): Promise<UsageWriter> {
  const { store, dataDir, log } = options;
  const spool = await openSpool(dataDir, renderRecord);
  /** Recorded by this process, and not yet in the store. */
  let waiting = 0;
  // What dead processes left is counted before anyone is told that this one is ready.
  let segments = await abandonedSegments(dataDir);
  await writeSegments().catch(async (error: unknown) => {
    await spool.close();
    throw error;
  });

  // What dead processes had left was not counted.
  waiting = 0;
  let outage = false;
  let work: Promise<void> = Promise.resolve();

  async function writeSegments(): Promise<void> {
    while (segments.length > 0) {
      const [segment] = segments;
      if (segment) waiting -= await writeSegment(store, segment, log);
      segments = segments.slice(1);
    }
  }

  function flush(): Promise<void> {
    const turn = work.then(async () => {
      segments = [...segments, ...(await spool.closedSegments())];
      await writeSegments();
      if (outage) log.info('usage is written to the store again');
      outage = false;
    });
    work = turn.catch((error: unknown) => {
      const reason = explainStoreError(error);
      if (!outage) log.error({ reason }, 'usage cannot be written to the store; it stays in the spool');
      outage = true;
    });
    return turn;
  }

  let stopped = false;
  let timer = setTimeout(tick, BATCH_MS);
  async function tick(): Promise<void> {
    await flush().catch(() => {});
    if (!stopped) timer = setTimeout(tick, BATCH_MS);
  }

  return {
    record(record) {
      waiting += 1;
      spool.append(record);
    },
    flush,
    backlog: async () => ({ ...(await measureBacklog(dataDir)), records: waiting }),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await flush().catch(() => {});
      await spool.close().catch((error: unknown) => log.error({ error }, 'usage that no disk would take is lost'));
    },
  };
}

/** One closed segment into the store, then away with it; gives how many records it had. A line cut by a crash is nobody's record and is left out. */
async function writeSegment(store: Pick<Store, 'insertUsage'>, segment: string, log: Log): Promise<number> {
  const lines = (await readSegment(segment)).split('\n').filter((line) => line !== '');
  const whole = lines.filter(isWhole);
  if (whole.length < lines.length)
    log.warn({ segment, lines: lines.length - whole.length }, 'usage lines cut by a crash');
  for (let from = 0; from < whole.length; from += 500) {
    const refused = await store.insertUsage(whole.slice(from, from + 500));
    if (refused.length > 0) await setAside(segment, refused, log);
  }
  await fs.promises.rm(segment, { force: true });
  await fs.promises.rmdir(path.dirname(segment)).catch(() => {});
  return whole.length;
}

/** Nothing where another process that started at the same time has already stored what a dead one left. */
async function readSegment(segment: string): Promise<string> {
  try {
    return await fs.promises.readFile(segment, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Records that the store will never take must not hold up the others: an operator finds them beside the segment. */
async function setAside(segment: string, refused: readonly UsageRefusal[], log: Log): Promise<void> {
  for (const { reason } of refused) log.error({ segment, reason }, 'a usage record the store refuses is set aside');
  const text = refused.map(({ line }) => `${line}\n`).join('');
  await fs.promises.appendFile(`${segment}.refused`, text, { mode: 0o600 });
}

/** Only the last line of a segment can be cut, and a cut one does not end as a record does. */
function isWhole(line: string, index: number, lines: readonly string[]): boolean {
  if (index < lines.length - 1) return true;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
