import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './free-port.mjs';

const run = promisify(execFile);

/**
 * Starts a throw-away PostgreSQL on a free loopback port, in a temporary folder.
 *
 * @returns {Promise<{ url: string, stop(): Promise<void>, start(): Promise<void>, remove(): Promise<void> }>}
 * `stop` and `start` are an outage and its end; `remove` leaves nothing behind, and neither does a process that is
 * killed before it comes to that (postgres-keeper.mjs).
 */
export async function startPostgresCluster() {
  const binaries = findPostgresBinaries();
  if (!binaries) throw new Error('no PostgreSQL server binaries found');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'router-postgres-'));
  const identity = serverIdentity();
  if (identity.uid !== undefined) fs.chownSync(folder, identity.uid, identity.gid);
  const data = path.join(folder, 'data');
  const port = await freePort();
  const options = { cwd: folder, timeout: 60_000, ...identity };
  const remove = keep(binaries, folder, identity);

  const control = (...command) =>
    run(path.join(binaries, 'pg_ctl'), ['-D', data, '-w', '-t', '30', ...command], options);
  const start = async () => {
    // fsync off: nothing here outlives the tests.
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
    await control('-l', path.join(folder, 'log'), '-o', settings, 'start');
  };
  const stop = async () => {
    await control('-m', 'immediate', 'stop').catch(() => {});
  };
  try {
    const initial = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(path.join(binaries, 'initdb'), initial, options);
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, start, stop, remove };
}

/** Its own session: an interrupt at the terminal must not end the keeper before it has cleared away. */
function keep(binaries, folder, identity) {
  const keeper = fileURLToPath(new URL('postgres-keeper.mjs', import.meta.url));
  // As ourselves, not as the server's user, who may not be let into the folder this project lies in.
  const child = spawn(process.execPath, [keeper, binaries, folder, JSON.stringify(identity)], {
    cwd: os.tmpdir(),
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return async () => {
    child.stdin.end();
    await ended;
  };
}

/** The folder of initdb and pg_ctl, newest version first: Debian's, which is not on the PATH, or whichever is. */
export function findPostgresBinaries() {
  const root = '/usr/lib/postgresql';
  const versions = fs.existsSync(root) ? fs.readdirSync(root).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [
    ...versions.map((version) => path.join(root, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => fs.existsSync(path.join(folder, name)))) ?? null;
}

/** PostgreSQL refuses to run as root: then it is the user that Debian's package makes. */
function serverIdentity() {
  if (process.getuid?.() !== 0) return {};
  const id = (option) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
