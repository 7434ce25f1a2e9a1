import { originOf } from '../docs/origin';
import type { Runtime } from './runtime';

/** The origin an API request came to, as pages tell it: server.ts's own word first, else the Host header. */
export function requestOrigin(request: Request, runtime: Runtime): string {
  const decided = request.headers.get(runtime.originHeader);
  if (decided) return decided;
  return originFor(request.headers.get('host'), runtime);
}

/** The same for a request that cannot be read: the configured one, or plainly none to use. */
export function originWithoutRequest(runtime: Runtime): string {
  return originFor(null, runtime);
}

function originFor(host: string | null, runtime: Runtime): string {
  return originOf({
    publicUrl: runtime.settings.publicUrl,
    host,
    forwardedHost: null,
    forwardedProto: null,
    peerTrusted: false,
    encrypted: false,
  });
}
