import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root';
import type { Router } from './router';

export interface CommandEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  environment?: Record<string, string>;
  input?: string;
}

/** The real command line, as a process of its own, beside a router: it finds it as a person's would. */
export interface CommandLine {
  (args: readonly string[], options?: CommandOptions): Promise<CommandEnd>;
  /** Everything every command has printed, with its arguments in front. */
  printed: { args: readonly string[]; text: string }[];
}

export function commandLineFor(router: Router): CommandLine {
  const printed: CommandLine['printed'] = [];
  const run = async (args: readonly string[], { environment = {}, input = '' }: CommandOptions = {}) => {
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, [path.join(root, 'bin', 'router.mjs'), ...args], {
      cwd: path.dirname(router.configPath),
      env: {
        NODE_ENV: 'production',
        PATH,
        HOME,
        TMPDIR,
        ROUTER_URL: router.origin,
        ROUTER_DATA_DIR: router.dataDir,
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const end: CommandEnd = { code: null, stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (piece: string) => {
        end[name] += piece;
      });
    }
    child.stdin.on('error', () => {}).end(input);
    end.code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    printed.push({ args, text: end.stdout + end.stderr });
    return end;
  };
  return Object.assign(run, { printed });
}
