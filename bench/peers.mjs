/** What somebody could pick instead, fetched from npm at bench time into the bench's own temporary folder. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort, scratch, start, untilAnswers } from './subjects.mjs';

const portkey = '@portkey-ai/gateway@1.15.2';

/**
 * As npm installs it, its streams fail on the headers of a fetch answer, which Node has made immutable (their #1389, #1550): the
 * table says so. It has no list of models of its own.
 */
export async function startPortkey(upstream) {
  const folder = path.join(scratch, 'portkey');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  // Its scripts set up its own development only.
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', portkey], {
    cwd: folder,
    timeout: 180_000,
  });
  const port = await freePort();
  const file = path.join(folder, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js');
  // Each failed stream prints a page of its own.
  const child = start(file, [`--port=${port}`, '--headless'], { NODE_ENV: 'production', PORT: String(port) }, 'ignore');
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(child, origin);
  const headers = {
    authorization: 'Bearer key',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${upstream.origin}/v1`,
  };
  return { name: 'Portkey 1.15.2', origin, pid: child.pid, headers, without: ['models'] };
}
