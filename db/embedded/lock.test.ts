import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleProgram } from '../testing/child';
import { holdLock, isHeld, LockHeldError } from './lock';

let root: string;
let folder: string;
let program: Awaited<ReturnType<typeof bundleProgram>>;
beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'router-lock-'));
  program = await bundleProgram('db/testing/lock-program.ts');
});
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(root, 'data-'));
});
afterAll(() => {
  program.remove();
  fs.rmSync(root, { recursive: true });
});

describe('the lock of a folder', () => {
  it('is held until it is released, and leaves nothing behind', async () => {
    expect(await isHeld(folder, 'test')).toBe(false);
    const lock = await holdLock(folder, 'test');
    expect(await isHeld(folder, 'test')).toBe(true);
    expect(await isHeld(folder, 'another')).toBe(false);
    await expect(holdLock(folder, 'test')).rejects.toThrow(
      `another router process (pid ${process.pid}) has this data folder: ${folder}`,
    );
    await lock.release();
    expect(await isHeld(folder, 'test')).toBe(false);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('names the other process that has it, and is taken over once that one is killed', async () => {
    const other = program.start(folder);
    expect(await other.nextLine()).toBe('holds');
    await expect(holdLock(folder, 'test')).rejects.toMatchObject({ name: LockHeldError.name, pid: other.pid });
    await other.kill();
    expect(fs.readdirSync(folder)).toEqual(['test.lock']);
    expect(await isHeld(folder, 'test')).toBe(false);
    await (await holdLock(folder, 'test')).release();
  });

  it('goes to exactly one of many that start together on a dead one', async () => {
    const dead = program.start(folder);
    await dead.nextLine();
    await dead.kill();
    const starts = Array.from({ length: 6 }, () => program.start(folder));
    const answers = await Promise.all(starts.map((start) => start.nextLine()));
    const holder = starts[answers.indexOf('holds')];
    await Promise.all(starts.map((start) => start.kill()));
    expect(answers.filter((answer) => answer === 'holds')).toHaveLength(1);
    expect(answers.filter((answer) => answer === `held by ${holder?.pid}`)).toHaveLength(5);
  });

  it('goes to exactly one of many in the same process', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => holdLock(folder, 'test')));
    const held = tries.filter((result) => result.status === 'fulfilled');
    expect(held).toHaveLength(1);
    await Promise.all(held.map((result) => result.value.release()));
  });

  it('works in a folder whose path is longer than a socket’s may be', async () => {
    const deep = path.join(folder, ...Array.from({ length: 10 }, () => 'a-rather-long-name-for-a-folder'));
    fs.mkdirSync(deep, { recursive: true });
    const lock = await holdLock(deep, 'test');
    expect(fs.readdirSync(deep)).toEqual(['test.lock']);
    expect(await isHeld(deep, 'test')).toBe(true);
    await expect(holdLock(deep, 'test')).rejects.toThrow('another router process');
    await lock.release();
    expect(await isHeld(deep, 'test')).toBe(false);
    expect(fs.readdirSync(deep)).toEqual([]);
  });
});
