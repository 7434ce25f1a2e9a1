import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'smart router lock '));
  file = path.join(folder, 'inner', 'test.lock');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('lets one work at a time, in whatever order', async () => {
  let inside = 0;
  let most = 0;
  await Promise.all(
    [1, 2, 3].map(() =>
      withLock(file, async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside--;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

it('says once for whom it waits', async () => {
  const holder = await holdElsewhere();
  const waitedFor: (number | undefined)[] = [];
  const work = withLock(file, async () => {}, { onWait: (pid: number | undefined) => waitedFor.push(pid) });
  holder.stdin?.end();
  await work;
  expect(waitedFor).toEqual([holder.pid]);
});

it('takes over the lock of a killed process', async () => {
  const holder = await holdElsewhere();
  holder.kill('SIGKILL');
  expect(existsSync(file)).toBe(true);
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

it('waits for a program that a killed process left running', async () => {
  const holder = await holdElsewhere();
  const left = start('setInterval(() => {}, 1000)');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const startedAt = readFileSync(`/proc/${left.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  writeFileSync(file, JSON.stringify({ ...lock, holders: [...lock.holders, { pid: left.pid, startedAt }] }));
  holder.kill('SIGKILL');
  await new Promise((resolve) => holder.once('exit', resolve));
  let waited = false;
  const work = withLock(file, async () => left.exitCode ?? left.signalCode, {
    onWait: () => {
      waited = true;
      left.kill('SIGKILL');
    },
  });
  expect(await work).toBe('SIGKILL');
  expect(waited).toBe(true);
});

it('does not mistake another process for one that had the same id', async () => {
  await withLock(file, async () => {});
  writeFileSync(file, JSON.stringify({ host: os.hostname(), holders: [{ pid: process.pid, startedAt: '1' }] }));
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

it('takes over from another machine only after half a minute of silence', async () => {
  await withLock(file, async () => {});
  writeFileSync(file, JSON.stringify({ host: 'elsewhere', holders: [{ pid: 1, startedAt: '1' }] }));
  const silence = () => utimesSync(file, new Date(0), new Date(Date.now() - 31_000));
  await withLock(file, async () => {}, { onWait: silence });
  expect(existsSync(file)).toBe(false);
});

it('lets go when the work fails', async () => {
  const work = withLock(file, async () => {
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});

function start(source: string): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** Another process that holds the lock until its stdin ends. */
async function holdElsewhere(): Promise<ChildProcess> {
  const module = JSON.stringify(new URL('./lock.mjs', import.meta.url).href);
  const held = start(`
    import { withLock } from ${module};
    await withLock(${JSON.stringify(file)}, async () => {
      console.log('held');
      await new Promise((resolve) => process.stdin.on('end', resolve).resume());
    });
  `);
  await new Promise((resolve) => held.stdout?.once('data', resolve));
  return held;
}
