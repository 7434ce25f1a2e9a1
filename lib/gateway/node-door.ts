import type { IncomingMessage, ServerResponse } from 'node:http';

const key = Symbol.for('smart-router.node-door');

/** Node's own two sides of a request that came in through server.ts. */
export interface NodeDoor {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

interface Tied {
  [key]?: NodeDoor;
}

/** server.ts ties a request to what it came from, so that bodies and goings can be had where they happen. */
export function tieToDoor(request: Request, door: NodeDoor): void {
  (request as Request & Tied)[key] = door;
}

export function doorOf(request: Request): NodeDoor | undefined {
  return (request as Request & Tied)[key];
}

/**
 * Calls `left` when the caller has gone, and possibly also after a whole answer. `request.signal` says the same on any Next
 * host; making one costs 5 µs a request, so the direct door listens to the response itself.
 */
export function onLeave(request: Request, left: () => void): void {
  const door = doorOf(request);
  if (door) door.outgoing.once('close', left);
  else request.signal.addEventListener('abort', left, { once: true });
}
