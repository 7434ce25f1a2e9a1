import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const leastLength = 32;

/** The secret that a file of the data folder keeps, made with the first start; null where the file holds none. */
export function readOrMakeSecret(file: string, prefix = ''): string | null {
  if (!fs.existsSync(file)) makeSecret(file, prefix);
  const secret = fs.readFileSync(file, 'utf8').trim();
  return secret.length < leastLength ? null : secret;
}

/** Written whole and on disk before it has its name: a secret half-written, or lost after sealing, would be the end of the store. */
function makeSecret(file: string, prefix: string): void {
  const folder = path.dirname(file);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = fs.openSync(half, 'wx', 0o600);
  try {
    fs.writeFileSync(handle, `${prefix}${randomBytes(32).toString('base64url')}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  try {
    // A link, unlike a rename, fails when another start was first: then that one's secret is the secret.
    fs.linkSync(half, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    fs.rmSync(half, { force: true });
  }
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
