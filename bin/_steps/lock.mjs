import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 5_000;
const silentMs = 30_000;

/**
 * Holds a lock file while `work` runs, so that two starts do not install or build over each other.
 *
 * The file names every process that works under the lock: the launcher, and through `alsoHeldBy` each program it has
 * running. It is left behind only when all of them are dead: a build whose launcher was killed goes on for a while, and
 * a second one beside it would spoil both. Process ids are paired with start times, because ids are used again. A holder
 * on another machine or in another container cannot be looked up; it counts as gone when it has not touched the file for
 * half a minute.
 *
 * @template Result
 * @param {string} file
 * @param {(lock: { alsoHeldBy: (pid: number) => void }) => Promise<Result>} work
 * @param {{ onWait?: (pid: number | undefined) => void }} [options]
 */
export async function withLock(file, work, { onWait = () => {} } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  await take(file, onWait);
  const release = () => {
    if (read(file)?.holders[0]?.pid === process.pid) rmSync(file, { force: true });
  };
  const beat = setInterval(() => touch(file), beatMs);
  beat.unref();
  process.on('exit', release);
  try {
    return await work({ alsoHeldBy: (pid) => write(file, [identify(process.pid), identify(pid)]) });
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

async function take(file, onWait) {
  let waited = false;
  while (!claim(file)) {
    const lock = read(file);
    if (lock && isLeftBehind(lock)) {
      clearAway(file, lock);
    } else {
      if (lock && !waited) {
        waited = true;
        onWait(lock.holders[0]?.pid);
      }
      await sleep(100);
    }
  }
}

/** A link is made whole or not at all, so nobody reads a lock that is still being written. */
function claim(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, renderHolders([identify(process.pid)]));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Renamed before it is removed: of two that find the same dead lock only one gets it, and sees if it got a newer one. */
function clearAway(file, dead) {
  const aside = `${file}.${process.pid}.aside`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== dead.text) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file) {
  try {
    const text = readFileSync(file, 'utf8');
    return { ...JSON.parse(text), text, touchedAt: statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    if (error instanceof SyntaxError) return { host: os.hostname(), holders: [], text: readFileSync(file, 'utf8') };
    throw error;
  }
}

function isLeftBehind(lock) {
  if (lock.host !== os.hostname()) return Date.now() - lock.touchedAt > silentMs;
  return lock.holders.every((holder) => identify(holder.pid)?.startedAt !== holder.startedAt);
}

/** The process as the system knows it now, or null when it is gone. A dead one that nobody has collected is gone too. */
function identify(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return null;
  }
  try {
    // The fields follow the command's name, which may itself hold spaces and brackets: state is the 3rd, start the 22nd.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : { pid, startedAt: fields[19] };
  } catch {
    return { pid, startedAt: 'unknown' };
  }
}

const renderHolders = (holders) => JSON.stringify({ host: os.hostname(), holders: holders.filter(Boolean) });

function write(file, holders) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, renderHolders(holders));
  renameSync(draft, file);
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed the build's folder: the lock went with it, and the build will say so.
  }
}
