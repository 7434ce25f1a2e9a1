import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { bundleCommandLine } from './command-line.mjs';
import { run, StepFailed, step } from './progress.mjs';
import { inRoot, packageFile, readJson } from './project.mjs';
import { hashSources } from './sources.mjs';

const mark = inRoot('dist', 'build.json');
const nextBuildId = inRoot(process.env.NEXT_DIST_DIR || '.next', 'BUILD_ID');
const server = inRoot('dist', 'server.mjs');

/**
 * `none` when there is nothing whole to run, `stale` when the sources have changed since, else `fresh`. The mark is
 * taken away before a build and written after it, and holds the id of Next's half: a build that was cut off, or built
 * over by hand, is none.
 */
export function buildState(sources = hashSources()) {
  const built = readJson(mark);
  if (!built || !existsSync(server) || !existsSync(nextBuildId)) return 'none';
  if (built.next !== readFileSync(nextBuildId, 'utf8')) return 'none';
  return built.sources === sources ? 'fresh' : 'stale';
}

export async function build({ alsoHeldBy = () => {} } = {}) {
  // Taken first: an edit made while the build runs leaves it stale, not wrongly fresh.
  const sources = hashSources();
  rmSync(mark, { force: true });
  await step('Building', 'Built', async () => {
    await buildPages(alsoHeldBy);
    await bundleServer();
    await bundleCommandLine();
  });
  mkdirSync(inRoot('dist'), { recursive: true });
  writeFileSync(mark, `${JSON.stringify({ sources, next: readFileSync(nextBuildId, 'utf8') })}\n`);
}

function buildPages(onStart) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  return run(process.execPath, [packageFile('next', 'dist', 'bin', 'next'), 'build'], { env, onStart });
}

/** One file beside Next's output: the second door, with the packages left where they are. */
async function bundleServer() {
  const esbuild = await import('esbuild');
  try {
    await esbuild.build({
      entryPoints: [inRoot('server.ts')],
      outfile: server,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      jsx: 'automatic',
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
  } catch (error) {
    throw new StepFailed(error.message);
  } finally {
    // This process may be about to become the server; esbuild's own would stay beside it.
    await esbuild.stop();
  }
}
