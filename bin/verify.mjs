// `npm run verify`: everything that can be told in seconds and without a database. Runs all of it, then says what failed.
import { spawn } from 'node:child_process';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { fail, packageFile } from './_steps/project.mjs';
import { testEnvironment } from './_steps/tests.mjs';

const checks = {
  'format and lint': [['@biomejs', 'biome', 'bin', 'biome'], 'check', '--error-on-warnings', '.'],
  types: [['typescript', 'bin', 'tsc'], '--noEmit'],
  'borders, promises, docs': [
    ['vitest', 'vitest.mjs'],
    'run',
    '--project=unit',
    'lib/borders.test.ts',
    'lib/spec.test.ts',
    'lib/docs/',
  ],
};

await main(async () => {
  await prepare({ needsBuild: false });
  const results = await Promise.all(Object.entries(checks).map(([name, command]) => check(name, command)));
  const failed = results.filter((result) => !result.ok);
  for (const { name, output } of failed) process.stdout.write(`\n── ${name}\n${output}`);
  if (failed.length > 0) fail('', `Failed: ${failed.map((result) => result.name).join('; ')}`);
});

function check(name, [program, ...args]) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [packageFile(...program), ...args], {
      env: { ...testEnvironment(), NO_COLOR: process.stdout.isTTY ? '' : '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('close', (code) => {
      const ok = code === 0;
      console.log(`  ${ok ? 'ok    ' : 'failed'}  ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
      resolve({ name, ok, output });
    });
  });
}
