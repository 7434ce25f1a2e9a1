import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { holdLock, isHeld, type Lock } from '../../db/embedded/lock';

/**
 * The local append-only spool that usage records go to before the store has them (design rule 8). One folder a process
 * under `<data folder>/spool`, held by a lock that dies with the process, so that another can tell whose work is left over.
 *
 * A folder holds numbered segments, one record a line, as `render` gives it. Writing goes to the newest; a segment is closed, read into the
 * store whole, and only then removed. What a killed process had handed to the kernel is read by the next start.
 */
export interface Spool<T> {
  /** Takes a record; its line is handed to the kernel within `GATHER_MS`. */
  append(record: T): void;
  /**
   * Closes the segment being written, if it holds anything, and gives every closed one, oldest first. Rejects where there
   * is none because the disk takes no more; what was appended stays and is tried again with the next.
   */
  closedSegments(): Promise<string[]>;
  /** Ends writing; what is left stays for the next process. */
  close(): Promise<void>;
}

/** Records wait this long (milliseconds) for company, so that a busy process writes, and renders, many at once. */
const GATHER_MS = 20;

export async function openSpool<T>(dataDir: string, render: (record: T) => string): Promise<Spool<T>> {
  const folder = path.join(spoolRoot(dataDir), randomUUID());
  await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 });
  const lock: Lock = await holdLock(folder, 'process');

  let records: T[] = [];
  /** Handed to the kernel at this moment, and not yet there. */
  let writing: T[] = [];
  let timer: NodeJS.Timeout | null = null;
  let file: { handle: fs.promises.FileHandle; path: string } | null = null;
  let sequence = 0;
  let work = Promise.resolve();
  const closed: string[] = [];

  /** One task at a time, and one that fails does not take the next ones with it. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    const turn = work.then(task);
    work = turn.catch(() => {});
    return turn;
  }

  async function writeRecords(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (records.length === 0) return;
    const batch = records;
    records = [];
    writing = batch;
    try {
      file ??= await openSegment(folder, sequence++);
      await file.handle.appendFile(batch.map((record) => `${render(record)}\n`).join(''));
    } catch (error) {
      records = [...batch, ...records];
      throw error;
    } finally {
      writing = [];
    }
  }

  /**
   * A process that ends without closing the spool (any Next host, told to stop) writes what is left as its last act. What was being
   * written may then be there twice, and is stored once.
   */
  function writeAtExit(): void {
    const left = [...writing, ...records];
    if (left.length === 0) return;
    fs.writeFileSync(segmentPath(folder, sequence), left.map((record) => `${render(record)}\n`).join(''), {
      mode: 0o600,
    });
  }
  process.on('exit', writeAtExit);

  async function closeFile(): Promise<void> {
    if (!file) return;
    const { handle, path: segment } = file;
    file = null;
    closed.push(segment);
    await handle.close();
  }

  function closeSegment(): Promise<void> {
    return inTurn(() => writeRecords().finally(closeFile));
  }

  return {
    append(record) {
      records.push(record);
      timer ??= setTimeout(() => inTurn(writeRecords).catch(() => {}), GATHER_MS);
    },
    async closedSegments() {
      try {
        await closeSegment();
      } catch (error) {
        if (closed.length === 0) throw error;
      }
      return closed.splice(0);
    },
    async close() {
      await closeSegment().finally(lock.release);
      process.off('exit', writeAtExit);
      // An emptied folder goes; one with segments left stays for the next process.
      await fs.promises.rmdir(folder).catch(() => {});
    },
  };
}

async function openSegment(folder: string, sequence: number) {
  const segment = segmentPath(folder, sequence);
  return { handle: await fs.promises.open(segment, 'a', 0o600), path: segment };
}

function segmentPath(folder: string, sequence: number): string {
  return path.join(folder, `${String(sequence).padStart(9, '0')}.ndjson`);
}

/** Segments of processes that are gone, oldest first within each. */
export async function abandonedSegments(dataDir: string): Promise<string[]> {
  const root = spoolRoot(dataDir);
  const folders = await fs.promises.readdir(root).catch(() => []);
  const segments: string[] = [];
  for (const name of folders) {
    const folder = path.join(root, name);
    if (await isHeld(folder, 'process').catch(() => true)) continue;
    const files = (await fs.promises.readdir(folder).catch(() => [])).filter((file) => file.endsWith('.ndjson')).sort();
    segments.push(...files.map((file) => path.join(folder, file)));
    if (files.length === 0) await removeEmptied(folder);
  }
  return segments;
}

/**
 * Takes away what a process left when nothing is left to read. Only a folder with a dead lock: one without is another
 * process's that is about to hold it. Records that the store refused stay, and their folder with them.
 */
async function removeEmptied(folder: string): Promise<void> {
  try {
    await fs.promises.unlink(path.join(folder, 'process.lock'));
    await fs.promises.rmdir(folder);
  } catch {
    // Not empty, not ours, or already gone.
  }
}

export function spoolRoot(dataDir: string): string {
  return path.join(dataDir, 'spool');
}
