// `npm run serve`: a built server in production. Installs and builds nothing, and needs no development package.
import { existsSync } from 'node:fs';
import { buildState } from './_steps/build.mjs';
import { main } from './_steps/main.mjs';
import { say } from './_steps/progress.mjs';
import { fail, inRoot } from './_steps/project.mjs';
import { becomeServer } from './_steps/serve.mjs';
import { hashSources, hasSources } from './_steps/sources.mjs';

await main(async () => {
  if (!existsSync(inRoot('node_modules', 'next'))) {
    fail('The packages that run the server are not installed. Run: npm ci --omit=dev');
  }
  const state = hasSources() ? buildState(hashSources()) : buildState(null);
  if (state === 'none') fail('There is no finished build to serve. Run: npm run build');
  if (state === 'stale' && hasSources()) {
    say('The sources have changed since this build was made; serving it as it is. For a new one run: npm run build');
  }
  await becomeServer();
});
