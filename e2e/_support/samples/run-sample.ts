import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { root } from '../root';

const run = promisify(execFile);
const support = path.join(root, 'e2e', '_support');

/** A folder to run a page's samples in, as their reader would: what one command sets or writes, the next one finds. */
export interface Desk {
  folder: string;
  /** What the settings of every server were that a sample would have started. */
  served(): Promise<Record<string, string>[]>;
  bash(code: string): Promise<string>;
  typescript(code: string): Promise<string>;
  python(code: string): Promise<string>;
}

/** `environment` is all that a sample finds set: nothing of the person's own may make it run. */
export async function setDesk(folder: string, environment: Record<string, string>): Promise<Desk> {
  const state = path.join(folder, '.exports');
  const served = path.join(folder, '.served');
  await Promise.all([state, served].map((file) => fs.writeFile(file, '')));
  await fs.symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const env = {
    PATH: `${path.join(support, 'samples', 'programs')}:${path.dirname(process.execPath)}:${process.env.PATH}`,
    NODE_ENV: 'production' as const,
    HOME: folder,
    PYTHONPATH: path.join(support, 'python'),
    PYTHONDONTWRITEBYTECODE: '1',
    SAMPLES_ROOT: root,
    SAMPLES_SERVED: served,
    ...environment,
  };

  const shell = async (script: string) => {
    const text = `set -eu\nsource ${state}\n${script}\nexport -p > ${state}\n`;
    return (await run('bash', ['-c', text], { cwd: folder, env })).stdout;
  };
  const program = async (command: string, name: string, code: string) => {
    await fs.writeFile(path.join(folder, name), code);
    return (await run('bash', ['-c', `source ${state}; exec ${command} ${name}`], { cwd: folder, env })).stdout;
  };

  return {
    folder,
    bash: shell,
    typescript: async (code) =>
      program('node', 'sample.mjs', (await transform(code, { loader: 'ts', format: 'esm' })).code),
    python: (code) => program('python3', 'sample.py', code),
    served: async () =>
      (await fs.readFile(served, 'utf8'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}
