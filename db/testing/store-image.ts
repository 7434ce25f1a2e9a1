import fs from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * A dump of an empty PGlite, made once and kept in the packages' cache: starting from it saves each test file the
 * seconds that initdb takes. It holds no tables, so it is never stale but by PGlite's version.
 */
export async function storeImage(): Promise<string> {
  const folder = path.join(process.cwd(), 'node_modules', '.cache', 'smart-router');
  const manifest = path.join(process.cwd(), 'node_modules', '@electric-sql', 'pglite', 'package.json');
  const { version } = JSON.parse(await fs.readFile(manifest, 'utf8'));
  const image = path.join(folder, `pglite-${version}.tar`);
  try {
    await fs.access(image);
  } catch {
    await fs.mkdir(folder, { recursive: true });
    const store = await PGlite.create();
    const dump = await store.dumpDataDir('none');
    await store.close();
    // Renamed into place, because other test files may be making it at the same moment.
    const half = `${image}.${process.pid}`;
    await fs.writeFile(half, Buffer.from(await dump.arrayBuffer()));
    await fs.rename(half, image);
  }
  return image;
}
