import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../db/testing/free-port.mjs';

/** A Redis or Valkey server's program: Debian's, or whichever is on the PATH; null where there is none. */
export function findRedisServer() {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(':')];
  const places = ['redis-server', 'valkey-server'].flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find((place) => fs.existsSync(place)) ?? null;
}

/**
 * Starts a throw-away Redis on a free loopback port, which keeps nothing on disk: after `stop` and `start` it has forgotten everything,
 * after `pause` and `resume` nothing. It ends with whoever started it, however that ended (redis-keeper.mjs).
 *
 * @returns {Promise<{ url: string, stop(): Promise<void>, start(): Promise<void>, pause(): Promise<void>, resume(): Promise<void>, remove(): Promise<void> }>}
 */
export async function startRedisServer() {
  const program = findRedisServer();
  if (!program) throw new Error('no Redis server found');
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'router-redis-'));
  const keeper = fileURLToPath(new URL('redis-keeper.mjs', import.meta.url));
  let child = null;

  async function start() {
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
    child = spawn(process.execPath, [keeper, program, ...settings], {
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await answers(port);
  }

  async function stop() {
    const ending = child;
    child = null;
    if (!ending) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.stdin.end();
    await ended;
  }

  async function tell(word) {
    if (!child) return;
    const done = new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.write(`${word}\n`);
    await done;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    pause: () => tell('pause'),
    resume: () => tell('resume'),
    async remove() {
      await stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const isThere = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('data', () => socket.destroy());
    });
    if (isThere) return;
    if (Date.now() > deadline) throw new Error('the Redis server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
