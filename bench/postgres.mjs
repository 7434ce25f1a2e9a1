import fs from 'node:fs';
import { startPostgresCluster } from '../db/testing/postgres-cluster.mjs';

/** The tests' throw-away PostgreSQL, with the process that all of it descends from, so that its CPU can be told apart. */
export async function startCluster() {
  const cluster = await startPostgresCluster();
  const { port } = new URL(cluster.url);
  const pid = fs.readdirSync('/proc').find((name) => isPostmaster(name, port));
  if (!pid) throw new Error('the throw-away PostgreSQL cannot be found among the processes');
  return { ...cluster, pid: Number(pid) };
}

function isPostmaster(name, port) {
  if (!/^\d+$/.test(name)) return false;
  try {
    const words = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
    return /\/postgres$/.test(words[0]) && words[words.indexOf('-p') + 1] === port;
  } catch {
    return false;
  }
}
