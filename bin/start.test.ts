import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** What stands for npm: puts the one package in place, and writes down that it was called. */
const npm = `
  import fs from 'node:fs';
  fs.appendFileSync('steps.log', 'npm ' + process.argv.slice(2).join(' ') + '\\n');
  fs.cpSync('next-package', 'node_modules/next', { recursive: true });
  fs.symlinkSync(${JSON.stringify(path.join(root, 'node_modules', 'esbuild'))}, 'node_modules/esbuild');
  fs.writeFileSync('node_modules/.package-lock.json', fs.readFileSync('package-lock.json'));
`;

/** What stands for `next build`. */
const next = `
  const fs = require('node:fs');
  fs.appendFileSync('steps.log', 'next ' + process.argv.slice(2).join(' ') + '\\n');
  fs.mkdirSync('.next', { recursive: true });
  fs.writeFileSync('.next/BUILD_ID', String(Math.random()));
`;

/** What stands for the server: says who it is, and ends as it is told. */
const server = `
  process.on('SIGTERM', () => process.exit(7));
  console.log('serving ' + process.pid + ' ' + process.env.NODE_ENV);
  setInterval(() => {}, 1000);
`;

let project: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'smart router start '));
  cpSync(import.meta.dirname, path.join(project, 'bin'), { recursive: true });
  rmSync(path.join(project, 'bin', 'cli'), { recursive: true });
  write('bin/cli/main.ts', 'export const run = () => 0;');
  write('package.json', JSON.stringify({ name: 'x', version: '1', type: 'module' }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { target: 'ES2023' } }));
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/next': { integrity: 'one' } } }));
  write('next-package/package.json', '{}');
  write('next-package/dist/bin/next', next);
  write('npm-cli.js', npm);
  write('server.ts', server);
  write('app/page.tsx', 'export default () => null;');
  mkdirSync(path.join(project, 'node_modules'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(project, { recursive: true, force: true });
});

describe('npm start', () => {
  it('in a fresh clone installs, builds and becomes the server, saying each step', async () => {
    const { said, serving } = await start();
    expect(steps()).toEqual([expect.stringMatching(/^npm ci /), 'next build']);
    expect(said()).toMatch(
      /Installing packages …[\s\S]*Installed packages in [\d.]+ s[\s\S]*Building …[\s\S]*Built in/,
    );
    expect(serving.mode).toBe('production');
  });

  it('installs the tools that build, even where NODE_ENV says production', async () => {
    await start({ NODE_ENV: 'production' });
    expect(steps()[0]).toContain('--include=dev');
  });

  it('a second time neither installs nor builds', async () => {
    await (await start()).stop();
    await start();
    expect(steps()).toHaveLength(2);
  });

  it('builds again when a source has changed, and installs again when a package has', async () => {
    await (await start()).stop();
    write('app/page.tsx', 'export default () => "new";');
    await (await start()).stop();
    expect(steps().slice(2)).toEqual(['next build']);
    write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/next': { integrity: 'two' } } }));
    rmSync(path.join(project, 'node_modules'), { recursive: true });
    mkdirSync(path.join(project, 'node_modules'));
    await start();
    expect(steps().slice(3)).toEqual([expect.stringMatching(/^npm ci /), 'next build']);
  });

  it('builds again when an earlier build was cut off', async () => {
    await (await start()).stop();
    rmSync(path.join(project, 'dist', 'build.json'));
    await start();
    expect(steps().slice(2)).toEqual(['next build']);
  });

  it('is the server itself and no parent of it: its signals and its exit code are its own', async () => {
    const { child, serving } = await start();
    expect(serving.pid).toBe(child.pid);
    const code = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await code).toBe(7);
  });

  it.each([
    ['127.0.0.1', {}],
    ['0.0.0.0', { HOST: '0.0.0.0' }],
  ])('says before it installs or builds anything that its port is taken, at %s', async (host, settings) => {
    const other = http.createServer().listen(0, host);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const taken = start({ ...settings, PORT: String(port) });
      await expect(taken).rejects.toThrow(`${host}:${port} is in use: stop what is there, or set PORT`);
      expect(existsSync(path.join(project, 'steps.log'))).toBe(false);
    } finally {
      other.close();
    }
    await start({ ...settings, PORT: String(port) });
    expect(steps()).toHaveLength(2);
  });

  it('ends with what a failed build printed, and the next one does not take it for whole', async () => {
    write('next-package/dist/bin/next', 'console.log("a page is broken"); process.exit(3);');
    const { status, stderr } = runToEnd('bin/start.mjs');
    expect(status).toBe(1);
    expect(stderr).toContain('a page is broken');
    expect(stderr).toMatch(/build ended with exit code 3/);
    expect(existsSync(path.join(project, 'dist', 'build.json'))).toBe(false);
  });
});

describe('npm run serve', () => {
  it('starts what was built, and installs and builds nothing', async () => {
    await (await start()).stop();
    write('app/page.tsx', 'export default () => "new";');
    const { said } = await start({}, 'bin/serve.mjs');
    expect(steps()).toHaveLength(2);
    expect(said()).toContain('The sources have changed since this build was made');
  });

  it('says what to do where nothing is installed, or nothing built', async () => {
    expect(runToEnd('bin/serve.mjs')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npm ci --omit=dev'),
    });
    await (await start()).stop();
    rmSync(path.join(project, 'dist'), { recursive: true });
    expect(runToEnd('bin/serve.mjs')).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run build') });
    expect(steps()).toHaveLength(2);
  });
});

/** Starts a command and waits until the server speaks. */
async function start(environment: Record<string, string> = {}, program = 'bin/start.mjs') {
  const child = spawn(process.execPath, [program], { cwd: project, env: childEnvironment(environment) });
  children.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await Promise.race([
    new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve)),
    ended.then(() => Promise.reject(new Error(`ended before it served:\n${said}`))),
  ]);
  const [, pid, mode] = line.trim().split(' ');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { child, serving: { pid: Number(pid), mode }, said: () => said, stop };
}

function runToEnd(program: string) {
  return spawnSync(process.execPath, [program], { cwd: project, env: childEnvironment(), encoding: 'utf8' });
}

/** Not npm's own variables: a test that npm runs is no start that npm runs. */
function childEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    npm_execpath: path.join(project, 'npm-cli.js'),
    ...more,
  } as unknown as NodeJS.ProcessEnv;
}

const steps = () => readFileSync(path.join(project, 'steps.log'), 'utf8').trim().split('\n');

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), content);
}
