// `npm run dev`: the same server as `npm start`, demo and all, with every change seen at once. Installs what is missing.
import { pathToFileURL } from 'node:url';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { packageFile } from './_steps/project.mjs';
import { endWithNpm } from './_steps/serve.mjs';

await main(async (args) => {
  await prepare({ needsBuild: false });
  const { HOST, PORT } = process.env;
  const next = packageFile('next', 'dist', 'bin', 'next');
  // In this very process, as npm start: Next ends its own child with the terminal's Ctrl-C and with a SIGTERM.
  process.env.NODE_ENV = 'development';
  process.env.NEXT_TELEMETRY_DISABLED ??= '1';
  const address = ['--hostname', HOST || '127.0.0.1', '--port', PORT || '3000'];
  process.argv = [process.execPath, next, 'dev', ...address, ...args];
  endWithNpm();
  await import(pathToFileURL(next).href);
});
