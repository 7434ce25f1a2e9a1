import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { type Configuration, renderConfiguration } from './configuration';
import { createFolder, seedStore } from './data-folder';
import type { Door } from './doors';
import { eventually } from './eventually';
import { root } from './root';

export interface RouterOptions {
  /** What router.yaml says; its own text where a test is about the text. */
  configuration?: Configuration | string;
  /** Settings, as environment variables; `{origin}` in one is the address it will be at. */
  settings?: Record<string, string>;
  /** A data folder that is there already, left in place when the router is removed. */
  dataDir?: string;
}

/** A real router process with a data folder of its own. */
export interface Router {
  readonly door: Door;
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  readonly configPath: string;
  /** Everything it has printed, over all its starts. */
  output(): string;
  /** SIGTERM, then SIGKILL where that is not enough. Gives the exit code. */
  stop(): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** Starts again on the same folder, after it has ended. */
  restart(changes?: Pick<RouterOptions, 'configuration' | 'settings'>): Promise<void>;
  /** Kills it and removes its folder. */
  remove(): Promise<void>;
}

/** Less than a test has: what it printed says more than a test's own deadline. */
const startMs = 40_000;
const stopMs = 20_000;

/** Starts a router and waits until it is ready; throws with what it printed where it ends instead. */
export async function startRouter(door: Door, options: RouterOptions = {}): Promise<Router> {
  const router = await createRouter(door, options);
  try {
    await router.restart();
  } catch (error) {
    await router.remove();
    throw error;
  }
  return router;
}

/** A router that has not been started: `restart` starts it. */
export async function createRouter(door: Door, options: RouterOptions): Promise<Router> {
  const folder = await createFolder();
  const dataDir = options.dataDir ?? path.join(folder, 'data');
  const configPath = path.join(folder, 'router.yaml');
  if (!options.dataDir) await seedStore(dataDir);
  let { configuration = {}, settings = {} } = options;
  let child: ChildProcess | null = null;
  let exited: Promise<number | null> = Promise.resolve(null);
  let output = '';
  let port = 0;

  async function start(): Promise<void> {
    const { text, environment } = renderConfiguration(configuration);
    await fs.writeFile(configPath, text);
    port = await freePort();
    const started = spawn(process.execPath, programs[door](port), {
      cwd: root,
      env: {
        ...inherited(),
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(port),
        LOG_LEVEL: 'info',
        ROUTER_DATA_DIR: dataDir,
        ROUTER_CONFIG: configPath,
        ...environment,
        ...Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [
            name,
            value.replace('{origin}', `http://127.0.0.1:${port}`),
          ]),
        ),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    running.add(started);
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
      });
    }
    exited = new Promise((resolve) => {
      started.once('close', (code) => {
        running.delete(started);
        resolve(code);
      });
    });
    await eventually('the router is ready', () => hasEnded(started) || isReady(port), startMs).catch(async (error) => {
      await router.stop();
      throw new Error(`${error.message}\n${output}`);
    });
    if (hasEnded(started)) throw new Error(`the router ended with ${await exited}:\n${output}`);
  }

  const router: Router = {
    door,
    get origin() {
      return `http://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    get pid() {
      return child?.pid ?? 0;
    },
    dataDir,
    configPath,
    output: () => output,
    get exited() {
      return exited;
    },
    kill(signal) {
      child?.kill(signal);
    },
    async stop() {
      if (!child) return null;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child?.kill('SIGKILL'), stopMs);
      const code = await exited;
      clearTimeout(timer);
      return code;
    },
    async restart(changes = {}) {
      configuration = changes.configuration ?? configuration;
      settings = changes.settings ?? settings;
      await start();
    },
    async remove() {
      child?.kill('SIGKILL');
      await exited;
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
  return router;
}

const programs: Record<Door, (port: number) => string[]> = {
  direct: () => [path.join(root, 'dist', 'server.mjs')],
  next: (port) => [
    path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
    'start',
    ...['--hostname', '127.0.0.1', '--port', String(port)],
  ],
};

/** Processes of this worker that still run: none may outlive it, however it ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** What a child needs of this machine; not the settings of vitest, nor those of a router the person runs. */
function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
