import { CommandFailed } from './command-failed';
import { tidyPasted } from './pasted-text';
import type { Globals, Surroundings } from './surroundings';

export interface ServerAddress {
  origin: string;
  /** On this machine: what goes there crosses no network. */
  isLoopback: boolean;
  /** Where the address comes from, for messages. */
  source: string;
}

/**
 * Which server is meant: `--url`, else ROUTER_URL, else the one on this machine. ROUTER_BASE_URL is not asked: it is where
 * somebody's calls go, and whoever set it to try a chat in production does not mean to administer it.
 */
export function findServer({ url }: Pick<Globals, 'url'>, environment: Surroundings['environment']): ServerAddress {
  if (url !== undefined) return readAddress(url, '--url');
  if (environment.ROUTER_URL?.trim()) return readAddress(environment.ROUTER_URL, 'ROUTER_URL');
  const port = environment.PORT?.trim() || '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535 || Number(port) === 0) {
    throw new CommandFailed('usage', 'usage', `PORT is ${JSON.stringify(port)}, which is no port`, {
      mend: 'Say where the server is: --url http://127.0.0.1:3000',
    });
  }
  const source = environment.PORT?.trim() ? 'PORT' : 'the default';
  return { origin: `http://127.0.0.1:${Number(port)}`, isLoopback: true, source };
}

/** Forgives what is copied with an address: quotes, a path of the API, a scheme left out. */
function readAddress(text: string, source: string): ServerAddress {
  const tidy = tidyPasted(text);
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(tidy)
    ? tidy
    : `${isLoopbackHost(hostOf(tidy)) ? 'http' : 'https'}://${tidy}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new CommandFailed('usage', 'usage', `${source} is no address of a server`, {
      mend: 'It looks like this: https://llm.example.com',
    });
  }
  if (url.username || url.password) {
    throw new CommandFailed('usage', 'usage', `the address in ${source} carries credentials`, {
      mend: 'Take them out; the admin token comes from ROUTER_ADMIN_TOKEN.',
    });
  }
  return { origin: url.origin, isLoopback: isLoopbackHost(url.hostname), source };
}

function hostOf(tidy: string): string {
  return (/^(\[[^\]]*\]|[^:/?#]*)/.exec(tidy)?.[0] ?? '').toLowerCase();
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
