import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './project.mjs';

/** What the build is made of. Tests and their props are not: changing one must not cost a build. */
const folders = ['app', 'lib', 'db', 'public'];
const files = ['package-lock.json', 'bin/_steps/build.mjs'];
const rootSource = /\.(tsx?|mjs|js)$/;
// The README's pictures are served and not built; see bin/screenshots.mjs.
const notBuilt =
  /^(next-env\.d\.ts|(vitest|playwright|drizzle)\.config\.\w+|.*\.test\.tsx?|testing|__fixtures__|screenshots|\..*)$/;

/**
 * One hash of everything the build is made of. By content and never by time: a clone, a checkout and a copy give every
 * file a new time. Of the two files that tools rewrite, only what matters to the build is read.
 */
export function hashSources() {
  const hash = createHash('sha256');
  for (const file of [...rootSources(), ...files, ...folders.flatMap(walk)].sort()) {
    if (!existsSync(inRoot(file))) continue;
    const content = readFileSync(inRoot(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  hash.update(JSON.stringify([...partsOf('package.json', ['name', 'version', 'type']), ...partsOfTsconfig()]));
  return hash.digest('hex');
}

/** False where only what runs was copied, as in a container image: nothing to compare with. */
export const hasSources = () => existsSync(inRoot('server.ts')) && existsSync(inRoot('app'));

const rootSources = () => readdirSync(root).filter((name) => rootSource.test(name) && !notBuilt.test(name));

function walk(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { withFileTypes: true })
    .filter((entry) => !notBuilt.test(entry.name))
    .flatMap((entry) => {
      const name = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? walk(name) : [name];
    });
}

function partsOf(file, names) {
  const content = JSON.parse(readFileSync(inRoot(file), 'utf8'));
  return names.map((name) => content[name] ?? null);
}

/** `next build` writes its own wishes into tsconfig.json; these options are ours and change what comes out. */
function partsOfTsconfig() {
  const [options] = partsOf('tsconfig.json', ['compilerOptions']);
  return ['target', 'paths', 'baseUrl', 'jsxImportSource'].map((name) => options?.[name] ?? null);
}
