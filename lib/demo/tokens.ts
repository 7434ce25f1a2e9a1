import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { mintToken } from '../callers/token-format';

const token = z.string().regex(/^rtr_[A-Za-z0-9_-]{36,}$/);
const DemoTokens = z.object({ good: token, expired: token, empty: token });
export type DemoTokens = z.infer<typeof DemoTokens>;

const DemoFile = z.object({ version: z.literal(1), tokens: DemoTokens });
/** What is left of a demo that an administrator removed: a later start makes no other. */
const RemovedFile = z.object({ version: z.literal(1), removed_at: z.string() });

const demoFile = (dataDir: string) => path.join(dataDir, 'demo.json');

/** The demo's tokens as they were kept, or null where there are none that can be read. */
export function readTokens(dataDir: string): DemoTokens | null {
  return readFile(dataDir, DemoFile)?.tokens ?? null;
}

/** Did an administrator remove the demo of this data folder? */
export function wasRemoved(dataDir: string): boolean {
  return readFile(dataDir, RemovedFile) !== null;
}

function readFile<T>(dataDir: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(fs.readFileSync(demoFile(dataDir), 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isMissing(error)) return null;
    throw error;
  }
}

export function mintTokens(org: string): DemoTokens {
  const mint = (key: string) =>
    mintToken({ org, user: 'demo', project: 'demo', environment: 'dev', key }, randomBytes(32));
  return { good: mint('good'), expired: mint('expired'), empty: mint('empty') };
}

/**
 * Keeps the tokens in clear, for the owner alone: the one exception to "shown once", because whoever made a demo by typing
 * `npm start` has nothing else to go by. Written whole, and before the store knows them: a start that is killed between the
 * two finds them here and goes on.
 */
export function keepTokens(dataDir: string, tokens: DemoTokens): void {
  writeFile(dataDir, { version: 1, tokens });
}

/** In the tokens' place, so that they are gone with it. */
export function keepRemoval(dataDir: string, now: Date): void {
  writeFile(dataDir, { version: 1, removed_at: now.toISOString() });
}

function writeFile(dataDir: string, content: z.infer<typeof DemoFile> | z.infer<typeof RemovedFile>): void {
  const file = demoFile(dataDir);
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  fs.renameSync(half, file);
}

/** Tokens that no store knows any more are nothing to keep. */
export function forgetTokens(dataDir: string): void {
  fs.rmSync(demoFile(dataDir), { force: true });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
