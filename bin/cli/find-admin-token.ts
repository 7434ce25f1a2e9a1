import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CommandFailed } from './command-failed';
import type { ServerAddress } from './find-server';
import { tidyPasted } from './pasted-text';
import type { Globals, Surroundings } from './surroundings';

/**
 * The admin token: from ROUTER_ADMIN_TOKEN, else from the file that the server on this machine made. Never from a flag,
 * which everyone on the machine could read in the list of processes; and the file's never goes to another machine.
 */
export function findAdminToken(
  server: ServerAddress,
  { insecure }: Pick<Globals, 'insecure'>,
  { environment, home }: Pick<Surroundings, 'environment' | 'home'>,
): string {
  if (server.origin.startsWith('http:') && !server.isLoopback && !insecure) {
    const message = `the admin token is not sent to ${server.origin}: over plain http everyone on the way can read it`;
    const mend = 'Use the https address. On a network that you trust to its last cable, add --insecure.';
    throw new CommandFailed('unauthorized', 'insecure', message, { mend });
  }
  const given = tidyPasted(environment.ROUTER_ADMIN_TOKEN ?? '');
  if (given !== '') return checkToken(given, 'ROUTER_ADMIN_TOKEN');
  const file = adminTokenFile({ environment, home });
  if (!server.isLoopback) {
    throw new CommandFailed('unauthorized', 'no-admin-token', `there is no admin token for ${server.origin}`, {
      mend: `Put it into the environment as ROUTER_ADMIN_TOKEN. The one in ${path.dirname(file)} belongs to the server on this machine and is sent to no other.`,
    });
  }
  return checkToken(readTokenFile(file), file);
}

/** Where the server on this machine leaves its admin token. */
export function adminTokenFile({ environment, home }: Pick<Surroundings, 'environment' | 'home'>): string {
  return path.join(dataFolder({ environment, home }), 'admin-token');
}

export function dataFolder({ environment, home }: Pick<Surroundings, 'environment' | 'home'>): string {
  return path.resolve(home, environment.ROUTER_DATA_DIR?.trim() || '.data');
}

function readTokenFile(file: string): string {
  try {
    return tidyPasted(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new CommandFailed(
        'unauthorized',
        'no-admin-token',
        `there is no admin token: no ROUTER_ADMIN_TOKEN, no ${file}`,
        {
          mend: 'The server makes that file on its first start (npm start). If its data folder is elsewhere, name it in ROUTER_DATA_DIR; with DATABASE_URL, set ROUTER_ADMIN_TOKEN as the server has it.',
        },
      );
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new CommandFailed('unauthorized', 'no-admin-token', `the admin token in ${file} is not yours to read`, {
        mend: 'Run this as the user that runs the server, or set ROUTER_ADMIN_TOKEN.',
      });
    }
    throw error;
  }
}

function checkToken(token: string, source: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const message = token === '' ? `${source} is empty` : `${source} has a character in it that no token has`;
  throw new CommandFailed('unauthorized', 'no-admin-token', message, {
    mend: 'Copy the token again, whole and alone.',
  });
}
