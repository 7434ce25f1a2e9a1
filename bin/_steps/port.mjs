import { createServer } from 'node:net';
import { fail } from './project.mjs';

/**
 * Says at once what the server would say after minutes of install and build: that somebody else listens where it would. Anything
 * else that is wrong with the place is the server's to tell, and so is whoever comes there meanwhile.
 */
export async function refuseTakenPort({ HOST, PORT } = process.env) {
  const host = HOST?.trim() || '127.0.0.1';
  const port = Number(PORT?.trim() || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return;
  if (await isTaken(host, port)) fail(`${host}:${port} is in use: stop what is there, or set PORT`);
}

function isTaken(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }) => resolve(code === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}
