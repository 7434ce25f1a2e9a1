import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StepFailed } from './progress.mjs';
import { inRoot, readJson } from './project.mjs';

/** The command line as one file that needs nothing beside it: also what `npm pack` carries. */
export const commandLine = inRoot('dist', 'cli.mjs');

const mark = inRoot('dist', 'cli.json');
const entry = 'bin/cli/main.ts';

/** False where the package was installed: there is only what was made of the sources. */
export const isClone = () => existsSync(inRoot(entry));

/** Makes the bundle where it is missing or its sources have changed: a tenth of a second, and no page is built for it. */
export async function bundleCommandLine() {
  const made = readJson(mark);
  if (made && existsSync(commandLine) && made.hash === hashFiles(made.files)) return;
  const esbuild = await import('esbuild');
  try {
    const { metafile, outputFiles } = await esbuild.build({
      absWorkingDir: inRoot(),
      entryPoints: [entry],
      outfile: commandLine,
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      minifySyntax: true,
      metafile: true,
      logLevel: 'silent',
      // Packages that are CommonJS inside ask for Node's own modules by require.
      banner: {
        js: "import { createRequire as createOwnRequire } from 'node:module'; const require = createOwnRequire(import.meta.url);",
      },
    });
    const own = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
    const files = [...own, 'package-lock.json', 'bin/_steps/command-line.mjs'].sort();
    mkdirSync(path.dirname(commandLine), { recursive: true });
    writeWhole(commandLine, outputFiles[0].contents);
    writeWhole(mark, `${JSON.stringify({ hash: hashFiles(files), files })}\n`);
  } catch (error) {
    throw new StepFailed(error.message);
  } finally {
    await esbuild.stop();
  }
}

/** By content, as everything that is built is (sources.mjs). A file that is gone counts as changed. */
function hashFiles(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    if (!existsSync(inRoot(file))) return null;
    const content = readFileSync(inRoot(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Another command may be reading it at this moment. */
function writeWhole(file, content) {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, content);
  renameSync(half, file);
}
