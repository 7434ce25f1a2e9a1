import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openStore } from '../../db/client';
import { root } from './root';

/** A data folder of a test's own. */
export async function createFolder(): Promise<string> {
  return await fs.mkdtemp(path.join(os.tmpdir(), 'smart-router-e2e-'));
}

/**
 * Puts an empty, migrated store into a folder. It is made once and copied from the packages' cache: making one costs
 * seconds of processor time, and every file of tests starts several routers.
 */
export async function seedStore(dataDir: string): Promise<void> {
  await fs.cp(await emptyStore(), dataDir, { recursive: true });
}

async function emptyStore(): Promise<string> {
  const cache = path.join(root, 'node_modules', '.cache', 'smart-router');
  const folder = path.join(cache, `empty-store-${await fingerprint()}`);
  if (await exists(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  await fs.mkdir(half, { recursive: true });
  const store = await openStore({ databaseUrl: null, dataDir: half });
  await store.close();
  // Renamed into place, because another file of tests may be making it at the same moment; the first one stays.
  await fs.rename(half, folder).catch(() => fs.rm(half, { recursive: true, force: true }));
  return folder;
}

/** What an empty store is made of: the migrations and PGlite's version. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = path.join(root, 'db', 'migrations');
  for (const name of (await fs.readdir(migrations)).sort())
    if (name.endsWith('.sql')) hash.update(await fs.readFile(path.join(migrations, name)));
  const manifest = path.join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json');
  hash.update(JSON.parse(await fs.readFile(manifest, 'utf8')).version);
  return hash.digest('hex').slice(0, 16);
}

async function exists(file: string): Promise<boolean> {
  return await fs.access(file).then(
    () => true,
    () => false,
  );
}
