import { spawnSync } from 'node:child_process';
import { run, StepFailed, step } from './progress.mjs';

/** A program on someone's own machine does not install packages unasked. */
export const mayInstall = () => Boolean(process.env.CI) && process.getuid?.() === 0;

/** Debian's own Chromium, by apt-get. */
export async function debianChromium() {
  if (process.getuid?.() !== 0) return [{ problem: 'apt-get needs root' }];
  if (spawnSync('apt-get', ['--version']).status !== 0) return [{ problem: 'there is no apt-get here' }];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await step('Installing chromium with apt-get', 'Installed chromium', async () => {
      await run('apt-get', ['-q', 'update'], { env });
      await run('apt-get', ['-q', 'install', '-y', '--no-install-recommends', 'chromium'], { env });
    });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return [{ problem: error.message }];
  }
  return [{ executable: '/usr/bin/chromium' }];
}
