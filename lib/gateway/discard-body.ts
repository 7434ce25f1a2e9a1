import type { IncomingMessage } from 'node:http';
import { doorOf } from './node-door';

/** As long and as much as a body that was refused is still read for. */
const DISCARD_MS = 10_000;
const DISCARD_BYTES = 256 * 1024 * 1024;

/**
 * Reads what is left of a body that nobody wants, behind the answer. Left unread it would stand before the next request on
 * the same connection; closing the connection instead would take the answer from a client that is still sending.
 */
export function discardBody(request: Request): void {
  const door = doorOf(request);
  if (door) discardIncoming(door.incoming);
  else if (!request.bodyUsed && request.body && !request.body.locked) void discardRest(request.body.getReader());
}

function discardIncoming(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  const timer = setTimeout(() => incoming.destroy(), DISCARD_MS);
  timer.unref();
  let left = DISCARD_BYTES;
  incoming.on('data', (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) incoming.destroy();
  });
  incoming.once('close', () => clearTimeout(timer));
  incoming.resume();
}

export async function discardRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const stop = () => void reader.cancel().catch(() => {});
  const timer = setTimeout(stop, DISCARD_MS);
  timer.unref();
  try {
    let left = DISCARD_BYTES;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      left -= piece.value.byteLength;
      if (left < 0) return stop();
    }
  } catch {
    // The caller has left: there is nothing to discard any more.
  } finally {
    clearTimeout(timer);
  }
}
