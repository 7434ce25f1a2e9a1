// Runs the store's tests against a real PostgreSQL, those of shared limits against a real Redis, and those of several servers
// (e2e/services) on both: finds the programs (installs them where it may), starts them, and stops all it started, however it ends.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgresBinaries, startPostgresCluster } from '../db/testing/postgres-cluster.mjs';
import { findRedisServer } from '../lib/admission/testing/redis-server.mjs';
import { prepare } from './_steps/prepare.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folders = [
  'db',
  'lib/snapshot',
  'lib/config',
  'lib/admin',
  'lib/usage',
  'lib/auth',
  'lib/demo',
  'lib/admission',
  'lib/runtime',
  'e2e/services',
];

const projects = ['--project', 'unit', '--project', 'services'];

process.exitCode = await main();

async function main() {
  if (!findPostgresBinaries()) install('PostgreSQL', 'postgresql');
  if (!findRedisServer()) install('Redis', 'redis-server');
  let stopping = false;
  let tests = null;
  const stop = () => {
    stopping = true;
    tests?.kill('SIGTERM');
  };
  // Caught before anything is started, so that there is no moment at which an interrupt leaves a server behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

  await prepare();
  console.log('Starting a throw-away PostgreSQL…');
  const cluster = await startPostgresCluster();
  try {
    if (stopping) return 130;
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
    tests = spawn(process.execPath, [vitest, 'run', ...projects, ...folders, ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, TEST_DATABASE_URL: cluster.url },
    });
    const code = await new Promise((resolve, reject) => {
      tests.once('error', reject);
      tests.once('exit', (status) => resolve(status ?? 1));
    });
    return stopping ? 130 : code;
  } finally {
    await cluster.remove();
  }
}

function install(name, debianPackage) {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(
      `These tests need a ${name} server. Install one (on Debian: apt-get install ${debianPackage}) and try again.`,
    );
    process.exit(1);
  }
  console.log(`No ${name} server found: installing Debian’s with apt-get…`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]]) {
    const { status } = spawnSync('apt-get', ['-q', ...command], { stdio: 'inherit', env: environment });
    if (status !== 0) process.exit(status ?? 1);
  }
}
