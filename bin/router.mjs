#!/usr/bin/env node
// The command line: `npm run -s router -- <command>` in a clone, `npx router <command>` where the package is installed.
import { pathToFileURL } from 'node:url';
import { bundleCommandLine, commandLine, isClone } from './_steps/command-line.mjs';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { root } from './_steps/project.mjs';

// npm runs its scripts in the project's folder, and says where it was called.
const typedIn = (process.env.npm_lifecycle_event === 'router' && process.env.INIT_CWD) || process.cwd();

await main(async (args) => {
  if (isClone()) {
    await prepare({ needsBuild: false });
    await bundleCommandLine();
  }
  const { run } = await import(pathToFileURL(commandLine).href);
  // A clone's server runs in the clone's folder, and so do the relative paths of its settings.
  process.exitCode = await run(args, { typedIn, home: isClone() ? root : typedIn });
});
