import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CommandFailed } from './command-failed';
import type { Surroundings } from './surroundings';

/** Writes a file beside its place and moves it there when it is whole: what was there stays until then. */
export async function writeWhole(
  name: string,
  text: string,
  { typedIn }: Pick<Surroundings, 'typedIn'>,
): Promise<void> {
  const asked = path.resolve(typedIn, name);
  // Through a link the file it leads to is replaced, and not the link.
  const file = await realpath(asked).catch(() => asked);
  const half = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    const before = await stat(file).catch(() => null);
    if (before && !before.isFile()) throw new CommandFailed('refused', 'file', `${name} is there and is no file`);
    const handle = await open(half, 'wx', 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (before) await chmod(half, before.mode & 0o777);
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    if (error instanceof CommandFailed) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw error;
    throw new CommandFailed('refused', 'file', `${name} cannot be written: ${reason}`);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is not there',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};
