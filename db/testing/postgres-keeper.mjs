// Stops a throw-away PostgreSQL and removes its folder once whoever started it is gone: at the end of this process's
// standard input, which the kernel closes however that process ended.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [binaries, folder, identity] = process.argv.slice(2);

process.stdin.resume().on('close', () => {
  try {
    const command = ['-D', path.join(folder, 'data'), '-w', '-t', '30', '-m', 'immediate', 'stop'];
    execFileSync(path.join(binaries, 'pg_ctl'), command, { stdio: 'ignore', cwd: folder, ...JSON.parse(identity) });
  } catch {
    // It was not running.
  }
  fs.rmSync(folder, { recursive: true, force: true });
});
