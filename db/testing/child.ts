import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

export interface ChildProcess {
  pid: number;
  /** The next line it printed. */
  nextLine(): Promise<string>;
  kill(): Promise<void>;
  ended: Promise<void>;
}

/**
 * Bundles a TypeScript file as the server is bundled, for tests that need a process of its own: one that is killed, or
 * one of several. `remove` takes the bundle away.
 */
export async function bundleProgram(source: string): Promise<{
  start(...parameters: string[]): ChildProcess;
  remove(): void;
}> {
  // Under node_modules, where the packages it leaves out are found.
  const outfile = path.join('node_modules', '.cache', 'smart-router', `${randomBytes(6).toString('hex')}.mjs`);
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return {
    start: (...parameters) => startChild(outfile, parameters),
    remove: () => fs.rmSync(outfile, { force: true }),
  };
}

function startChild(file: string, parameters: string[]): ChildProcess {
  const child = spawn(process.execPath, [file, ...parameters], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) (waiting.shift() ?? ((said) => lines.push(said)))(line);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    nextLine: () =>
      new Promise((resolve) => {
        const line = lines.shift();
        if (line === undefined) waiting.push(resolve);
        else resolve(line);
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}
