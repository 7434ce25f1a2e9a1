import type { Provider } from '../snapshot/snapshot';

/** What every call to a provider has in common, worked out once for the life of a snapshot's provider. */
export interface UpstreamAddress {
  origin: string;
  /** The path an operation's own is appended to: the base URL carries the version. */
  basePath: string;
  headers: { whole: Record<string, string>; stream: Record<string, string> };
}

export function upstreamAddress(provider: Provider): UpstreamAddress {
  const known = addresses.get(provider);
  if (known) return known;
  const { origin, pathname } = new URL(provider.baseUrl);
  const address = {
    origin,
    basePath: pathname.replace(/\/+$/, ''),
    headers: {
      whole: upstreamHeaders(provider, 'application/json'),
      stream: upstreamHeaders(provider, 'text/event-stream'),
    },
  };
  addresses.set(provider, address);
  return address;
}

const addresses = new WeakMap<Provider, UpstreamAddress>();

/**
 * The headers of a call, built from nothing: no header of a caller reaches a provider, so no credential of theirs can,
 * under whatever name (design rule 10). No accept-encoding, because answers are read as they come.
 */
function upstreamHeaders(provider: Provider, accept: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept,
    'user-agent': 'smart-llmrouter',
  };
  if (provider.apiKey !== null) headers.authorization = `Bearer ${provider.apiKey}`;
  return headers;
}
