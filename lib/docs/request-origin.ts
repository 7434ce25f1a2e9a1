import { headers } from 'next/headers';
import { findRuntime } from '../runtime/runtime';
import { originOf } from './origin';
import { pageSettings } from './page-settings';

/**
 * The origin for the page under way. A page cannot see who is at the other end of the connection, so the server decides
 * whether a proxy is trusted and hands the origin on in a header whose name no client can guess. Where that header is
 * missing (any other Next host), forwarded headers are not believed: Next itself adds them to every request.
 */
export async function requestOrigin(): Promise<string> {
  const received = await headers();
  const name = findRuntime()?.originHeader;
  const decided = name ? received.get(name) : null;
  if (decided) return decided;
  return originOf({
    publicUrl: pageSettings().publicUrl,
    host: received.get('host'),
    forwardedHost: null,
    forwardedProto: null,
    peerTrusted: false,
    encrypted: false,
  });
}
