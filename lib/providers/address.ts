import { authOfDialect } from '../exchange/auth-kinds';
import type { Provider } from '../snapshot/snapshot';

/** What every call to a provider has in common, worked out once for the life of a snapshot's provider. */
export interface UpstreamAddress {
  origin: string;
  /** The path an operation's own is appended to: the base URL carries the version. */
  basePath: string;
  /** Of the base URL (Azure's `api-version`) and of a key that goes there; without its question mark. */
  query: string;
  headers: { whole: Record<string, string>; stream: Record<string, string> };
}

export type Place = Pick<Provider, 'dialect' | 'baseUrl' | 'apiKey' | 'auth' | 'headers'>;

export function upstreamAddress(provider: Place): UpstreamAddress {
  const known = addresses.get(provider);
  if (known) return known;
  const { origin, pathname, search } = new URL(provider.baseUrl);
  const address = {
    origin,
    basePath: pathname.replace(/\/+$/, ''),
    query: queryOf(provider, search.slice(1)),
    headers: {
      whole: upstreamHeaders(provider, 'application/json'),
      stream: upstreamHeaders(provider, 'text/event-stream'),
    },
  };
  addresses.set(provider, address);
  return address;
}

const addresses = new WeakMap<Place, UpstreamAddress>();

/** The whole path of a call: `path` is the operation's own and may have a query itself. */
export function upstreamPath({ basePath, query }: UpstreamAddress, path: string): string {
  if (query === '') return basePath + path;
  return `${basePath}${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function queryOf(provider: Place, query: string): string {
  if (authOf(provider) !== 'query' || provider.apiKey === null) return query;
  const key = `key=${encodeURIComponent(provider.apiKey)}`;
  return query === '' ? key : `${query}&${key}`;
}

/**
 * The headers of a call, built from nothing: no header of a caller reaches a provider, so no credential of theirs can,
 * under whatever name (design rule 10). No accept-encoding, because answers are read as they come.
 */
function upstreamHeaders(provider: Place, accept: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept,
    'user-agent': 'smart-llmrouter',
    ...provider.headers,
  };
  const { apiKey } = provider;
  const auth = authOf(provider);
  if (apiKey === null || auth === 'none' || auth === 'query') return headers;
  if (auth === 'bearer') headers.authorization = `Bearer ${apiKey}`;
  else headers[auth] = apiKey;
  return headers;
}

function authOf({ auth, dialect }: Place) {
  return auth ?? authOfDialect[dialect];
}
