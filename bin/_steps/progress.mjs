import { spawn } from 'node:child_process';

const verbose = process.argv.includes('--verbose');
const reminderMs = 20_000;

/** Words for the person who waits go to stderr, so that stdout is the server's, or the tests', alone. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Does one step of the work and says what it is and how long it took. */
export async function step(doing, done, work) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 100) / 10} s`;
  const live = process.stderr.isTTY && !verbose;
  const show = () =>
    process.stderr.write(
      live
        ? `\r  ${doing} … ${seconds()} `
        : `  … still ${doing.charAt(0).toLowerCase()}${doing.slice(1)}, ${seconds()}\n`,
    );
  if (live) show();
  else say(`  ${doing} …`);
  const timer = setInterval(show, live ? 500 : reminderMs);
  const clear = () => {
    clearInterval(timer);
    if (live) process.stderr.write('\r\x1b[K');
  };
  try {
    const result = await work();
    clear();
    say(`  ${done} in ${seconds()}`);
    return result;
  } catch (error) {
    clear();
    throw error;
  }
}

/**
 * Runs a program and keeps what it prints to itself, unless it fails or `--verbose` was asked for.
 * A signal to us ends it too: outside a terminal nobody else would.
 */
export function run(program, args, { env = process.env, onStart = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => (verbose ? process.stderr.write(chunk) : output.push(chunk));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    if (child.pid) onStart(child.pid);

    let ending = 0;
    const end = (signal) => {
      ending = signal === 'SIGINT' ? 130 : 143;
      child.kill(signal);
    };
    process.on('SIGINT', end).on('SIGTERM', end);
    const stopListening = () => process.off('SIGINT', end).off('SIGTERM', end);

    child.on('error', (error) => {
      stopListening();
      reject(new StepFailed(`${program} cannot be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      stopListening();
      if (ending) process.exit(ending);
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(new StepFailed(`${[program, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** A step that went wrong in a way its own output explains: told without a stack. */
export class StepFailed extends Error {}
