// `npm run screenshots`: starts a demo of its own and takes the README's pictures of it, into public/screenshots.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findChromium, switches } from './_steps/chromium.mjs';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { StepFailed, say } from './_steps/progress.mjs';
import { inRoot } from './_steps/project.mjs';
import { testEnvironment } from './_steps/tests.mjs';

const startMs = 60_000;
const folder = inRoot('public', 'screenshots');
const size = { width: 1280, height: 800 };

/** What the README shows: where it is, and what is done there before the picture. */
const pictures = {
  start: { address: '/' },
  docs: {
    address: '/docs/getting-started/quickstart',
    async prepare(page) {
      await page.getByRole('button', { name: 'Use the demo’s token' }).first().click();
      await page.getByText('Token of demo').first().waitFor();
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
  check: {
    address: '/check',
    async prepare(page, token) {
      await makeUse(page, token);
      await page.getByLabel('Caller token').fill(token);
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByRole('heading', { name: 'This token works' }).waitFor();
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
  console: {
    address: '/console/sign-in',
    async prepare(page, _token, link) {
      await enterConsole(page, link);
      await page.goto(new URL('/console/groups/resilient', page.url()).href, { waitUntil: 'networkidle' });
    },
  },
};

/** Whoever takes the pictures, in a demo that is gone afterwards. */
const owner = { name: 'olga', password: 'four words are enough' };
let taken = false;

await main(async () => {
  await prepare();
  const { executable, environment } = await findChromium();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'smart-router-demo-'));
  const port = await freePort();
  const server = startDemo(port, dataDir);
  const { chromium } = await import('@playwright/test');
  let browser;
  try {
    const { token, link } = await printed(server);
    browser = await chromium.launch({
      executablePath: executable,
      args: switches,
      env: { ...process.env, ...environment },
    });
    mkdirSync(folder, { recursive: true });
    for (const colorScheme of ['light', 'dark']) {
      for (const [name, picture] of Object.entries(pictures)) {
        const page = await browser.newPage({
          viewport: size,
          deviceScaleFactor: 2,
          colorScheme,
          reducedMotion: 'reduce',
        });
        await page.goto(`http://127.0.0.1:${port}${picture.address}`, { waitUntil: 'networkidle' });
        await picture.prepare?.(page, token, new URL(link));
        save(`${name}-${colorScheme}.webp`, await capture(page));
        await page.close();
      }
    }
  } finally {
    await browser?.close();
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.kill('SIGTERM')) await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** The first time by the link that was printed, then as its owner. */
async function enterConsole(page, { pathname, hash }) {
  const isFirst = !taken;
  taken = true;
  if (isFirst) await page.goto(new URL(`${pathname}${hash}`, page.url()).href, { waitUntil: 'networkidle' });
  await page.getByLabel('Name or e-mail address').fill(owner.name);
  const passwords = page.locator('input[type=password]');
  for (const field of await passwords.all()) await field.fill(owner.password);
  await page.getByRole('button', { name: isFirst ? 'Become the first owner' : 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Console' }).waitFor();
}

/** A few requests, and until they are counted: a page of zeros shows little. */
async function makeUse(page, token) {
  const headers = { authorization: `Bearer ${token}` };
  const at = (address) => new URL(address, page.url()).href;
  const models = [
    'default',
    'resilient',
    'resilient',
    'resilient',
    'resilient',
    'resilient',
    'vision',
    'coding',
    'fast',
  ];
  for (const model of models) {
    const data = { model, messages: [{ role: 'user', content: 'Why is the sky blue?' }] };
    await page.request.post(at('/v1/chat/completions'), { headers, data });
  }
  for (let turn = 0; turn < 100; turn += 1) {
    const usage = await page.request.get(at('/v1/usage'), { headers });
    if ((await usage.json()).totals.requests >= models.length) return;
    await page.waitForTimeout(100);
  }
}

/** As `npm start` begins in a fresh clone; the pages say the port that it has there and not this one's. */
function startDemo(port, dataDir) {
  const told = { PORT: String(port), ROUTER_DATA_DIR: dataDir, ROUTER_PUBLIC_URL: 'http://127.0.0.1:3000' };
  const { OPENAI_API_KEY: _openai, ANTHROPIC_API_KEY: _anthropic, ...env } = testEnvironment();
  const server = spawn(process.execPath, [inRoot('dist', 'server.mjs')], {
    env: { ...env, NODE_ENV: 'production', LOG_LEVEL: 'error', ...told },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.on('exit', () => server.kill('SIGKILL'));
  return server;
}

/** What a person reads in the terminal once the demo can be asked: the token of its first command, and the link for the first owner. */
function printed(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      const [, token] = /Bearer (rtr_\w[\w-]+)"/.exec(text) ?? [];
      const [link] = /http\S+#rtrsetup_\S+/.exec(text) ?? [];
      if (!token || !link) return;
      clearTimeout(timer);
      resolve({ token, link });
    });
    server.once('exit', () => reject(new StepFailed(`The demo did not start, or is none.\n${text}`)));
    const timer = setTimeout(() => server.kill('SIGTERM'), startMs);
    server.once('exit', () => clearTimeout(timer));
  });
}

/** WebP, which Playwright itself does not write: a third of the size, and sharp on good screens. */
async function capture(page) {
  await page.evaluate(() => document.fonts.ready);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  return Buffer.from(data, 'base64');
}

function save(name, picture) {
  writeFileSync(path.join(folder, name), picture);
  say(`  public/screenshots/${name}  ${Math.round(picture.length / 1024)} KB`);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
