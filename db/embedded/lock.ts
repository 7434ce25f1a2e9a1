import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Lock {
  release(): Promise<void>;
}

/** A live process holds the lock; `pid` is null when it was too busy to say who it is. */
export class LockHeldError extends Error {
  readonly pid: number | null;

  constructor(folder: string, pid: number | null) {
    super(
      `another router process (pid ${pid ?? 'unknown'}) has this data folder: ${folder}; stop it, or set ROUTER_DATA_DIR to another`,
    );
    this.name = 'LockHeldError';
    this.pid = pid;
  }
}

/**
 * Holds the lock `name` of a folder until it is released or the process ends, however it ends: the lock is a listening
 * unix socket in the folder, which the kernel closes with the process. One left by a killed process refuses connections
 * and is taken over. Works between containers that share the folder on one machine; not over a network file system.
 */
export async function holdLock(folder: string, name: string): Promise<Lock> {
  const done = await holdTurn(folder, name);
  try {
    const holder = await askHolder(folder, name);
    if (holder) throw new LockHeldError(folder, holder.pid);
    fs.rmSync(path.join(folder, `${name}.lock`), { force: true });
    const place = socketPlace(folder, name);
    const server = net.createServer((socket) => socket.on('error', () => {}).end(String(process.pid)));
    try {
      await listen(server, place.path);
    } catch (error) {
      place.close();
      throw error;
    }
    return {
      release: () => new Promise((resolve) => server.close(() => resolve(place.close()))),
    };
  } finally {
    await done();
  }
}

/** Whether a live process holds the lock. */
export async function isHeld(folder: string, name: string): Promise<boolean> {
  return (await askHolder(folder, name)) !== null;
}

const answerTimeoutMs = 1000;

function askHolder(folder: string, name: string): Promise<{ pid: number | null } | null> {
  if (!fs.existsSync(path.join(folder, `${name}.lock`))) return Promise.resolve(null);
  const place = socketPlace(folder, name);
  return new Promise<{ pid: number | null } | null>((resolve, reject) => {
    let answer = '';
    const tell = () => resolve({ pid: Number(answer) || null });
    const socket = net.connect(place.path);
    // The kernel accepts for a process that is alive but busy: connected is held, answered or not.
    socket.on('connect', () => socket.setTimeout(answerTimeoutMs, () => socket.destroy()));
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('close', tell);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(null);
      else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') tell();
      else reject(error);
    });
  }).finally(place.close);
}

/** A socket's path has about 107 bytes; a longer one is reached through an open handle on its folder. */
function socketPlace(folder: string, name: string): { path: string; close: () => void } {
  const direct = path.join(folder, `${name}.lock`);
  if (Buffer.byteLength(direct) <= 100) return { path: direct, close: () => {} };
  if (process.platform === 'linux') {
    const handle = fs.openSync(folder, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
    return { path: `/proc/self/fd/${handle}/${name}.lock`, close: () => fs.closeSync(handle) };
  }
  const relative = path.relative(process.cwd(), direct);
  if (Buffer.byteLength(relative) <= 100) return { path: relative, close: () => {} };
  throw new Error(`the path of the data folder is too long for a lock: ${folder}`);
}

const turnTimeoutMs = 10_000;

/**
 * One at a time looks and takes, or two starts that both find a dead lock would each remove the other's. An abstract
 * socket (Linux alone) has no file to leave behind; elsewhere two starts in the same millisecond may both succeed.
 */
async function holdTurn(folder: string, name: string): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => {};
  const digest = createHash('sha256')
    .update(path.join(fs.realpathSync(folder), name))
    .digest('hex');
  const giveUpAt = Date.now() + turnTimeoutMs;
  for (;;) {
    const server = net.createServer((socket) => socket.destroy());
    try {
      await listen(server, `\0smart-router-${digest.slice(0, 32)}`);
      return () => new Promise((resolve) => server.close(() => resolve()));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      if (Date.now() > giveUpAt) throw new LockHeldError(folder, null);
      await sleep(20);
    }
  }
}

/** `exclusive`: in a cluster the worker itself must hold it, not the primary. */
function listen(server: net.Server, place: string): Promise<void> {
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: place, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
