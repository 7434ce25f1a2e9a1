import { accessSync, constants, existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run, step } from './progress.mjs';
import { inRoot, readJson } from './project.mjs';

/**
 * Is everything that package-lock.json asks for in node_modules? Told by the list npm itself leaves there when it has
 * finished, so that an install by hand counts, and one that was cut off, or made without the tools, does not.
 */
export function isInstalled() {
  const wanted = readJson(inRoot('package-lock.json'))?.packages ?? {};
  const present = readJson(inRoot('node_modules', '.package-lock.json'))?.packages;
  if (!present) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    if (!present[folder]) return entry.optional === true && !isForThisMachine(entry);
    return present[folder].integrity === entry.integrity && existsSync(inRoot(folder, 'package.json'));
  });
}

export async function install({ alsoHeldBy }) {
  const [program, ...first] = npm();
  // NODE_ENV=production would leave out the tools that build.
  const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  await step('Installing packages', 'Installed packages', () =>
    run(program, args, { env: installEnvironment(), onStart: alsoHeldBy }),
  );
}

/** Optional packages are mostly one program compiled for each system; of these only our own must be there. */
function isForThisMachine(entry) {
  if (!entry.os || !entry.cpu) return false;
  if (!entry.os.includes(process.platform) || !entry.cpu.includes(process.arch)) return false;
  return !entry.libc || entry.libc.includes(libc());
}

let knownLibc;
function libc() {
  process.report.excludeNetwork = true;
  knownLibc ??= process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return knownLibc;
}

/** The npm that started us, else the one beside this Node.js, else the first on the path. */
export function npm() {
  const beside = path.resolve(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  for (const script of [process.env.npm_execpath, beside]) {
    if (script?.endsWith('npm-cli.js') && existsSync(script)) return [process.execPath, script];
  }
  return ['npm'];
}

/** npm keeps its cache in the home folder; without one that can be written it would fail, or leave it in the project. */
export function installEnvironment() {
  const environment = { ...process.env };
  if (!environment.HOME) delete environment.HOME;
  try {
    accessSync(environment.HOME ?? os.userInfo().homedir, constants.W_OK);
  } catch {
    environment.npm_config_cache = mkdtempSync(path.join(os.tmpdir(), 'smart-router-npm-'));
  }
  return environment;
}
