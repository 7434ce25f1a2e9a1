// Runs the store's tests against a real PostgreSQL: finds its server (installs it where it may), starts a throw-away
// cluster, and stops everything it started, however it ends.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgresBinaries, startPostgresCluster } from '../db/testing/postgres-cluster.mjs';

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
];

process.exitCode = await main();

async function main() {
  if (!findPostgresBinaries()) install();
  let stopping = false;
  let tests = null;
  const stop = () => {
    stopping = true;
    tests?.kill('SIGTERM');
  };
  // Caught before anything is started, so that there is no moment at which an interrupt leaves a server behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

  console.log('Starting a throw-away PostgreSQL…');
  const cluster = await startPostgresCluster();
  try {
    if (stopping) return 130;
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
    tests = spawn(process.execPath, [vitest, 'run', '--project', 'unit', ...folders, ...process.argv.slice(2)], {
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

function install() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(
      'These tests need a PostgreSQL server. Install one (on Debian: apt-get install postgresql) and try again.',
    );
    process.exit(1);
  }
  console.log('No PostgreSQL server found: installing Debian’s with apt-get…');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', 'postgresql']]) {
    const { status } = spawnSync('apt-get', ['-q', ...command], { stdio: 'inherit', env: environment });
    if (status !== 0) process.exit(status ?? 1);
  }
}
