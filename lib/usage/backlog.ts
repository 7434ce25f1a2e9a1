import fs from 'node:fs';
import path from 'node:path';
import { spoolRoot } from './spool';

export interface SpoolBacklog {
  /** Bytes of records that the store has yet to take. */
  waiting: number;
  /** Files of records that the store would not take. */
  refused: number;
}

/** What lies in the spool of a data folder, whichever process has put it there. */
export async function measureBacklog(dataDir: string): Promise<SpoolBacklog> {
  const root = spoolRoot(dataDir);
  const backlog: SpoolBacklog = { waiting: 0, refused: 0 };
  for (const name of await list(root)) {
    for (const file of await list(path.join(root, name))) {
      if (file.endsWith('.refused')) backlog.refused += 1;
      // One that was stored and removed a moment ago is no backlog.
      else if (file.endsWith('.ndjson')) backlog.waiting += await sizeOf(path.join(root, name, file));
    }
  }
  return backlog;
}

function list(folder: string): Promise<string[]> {
  return fs.promises.readdir(folder).catch(() => []);
}

function sizeOf(file: string): Promise<number> {
  return fs.promises.stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
