import { pathToFileURL } from 'node:url';
import { inRoot } from './project.mjs';

/**
 * Becomes the server. In this very process and not in a child: so there is nobody between the server and the signals of
 * a terminal or of an orchestrator, its exit code is ours, and no killed launcher leaves a server behind.
 */
export async function becomeServer() {
  const server = inRoot('dist', 'server.mjs');
  process.env.NODE_ENV = 'production';
  process.argv[1] = server;
  process.setSourceMapsEnabled(true);
  endWithNpm();
  await import(pathToFileURL(server).href);
}

/** A killed npm does not tell its script. The shell's `exec` in package.json makes npm our parent, so a new one says it. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 1_000);
  watch.unref();
}
