import { isUtf8 } from 'node:buffer';
import type { Place } from '../admission/in-flight';
import { Fault, isFault } from '../faults/fault';
import { AttemptFailure } from '../upstream/failure';
import { discardRest } from './discard-body';
import { doorOf } from './node-door';
import { readIncoming } from './read-incoming';

/**
 * A caller's JSON text, read whole. What is too large is refused before it is read where its length is told, and while it is
 * read where it is not; every byte held counts against the process's own cap.
 */
export async function readRequestBody(request: Request, place: Place, maxBytes: number): Promise<string> {
  requireJson(request.headers);
  const told = request.headers.get('content-length');
  const length = told === null ? null : Number(told);
  if (length !== null && length > maxBytes) throw tooLarge(maxBytes);
  if (length !== null) place.reserve(length);
  const bytes = await readBytes(request, length, createTaker(place, length, maxBytes));
  // A replacement character in place of a byte that cannot be read would change what was said.
  if (!isUtf8(bytes)) throw new Fault('invalid-request', { message: 'The request body is not valid UTF-8.' });
  return bytes.toString('utf8');
}

/** Told lengths are reserved at once and kept by the parser; what is not told is counted as it comes. */
function createTaker(place: Place, length: number | null, maxBytes: number): (bytes: number) => void {
  if (length !== null) return () => {};
  let size = 0;
  return (bytes) => {
    size += bytes;
    if (size > maxBytes) throw tooLarge(maxBytes);
    place.reserve(bytes);
  };
}

async function readBytes(request: Request, length: number | null, take: (bytes: number) => void): Promise<Buffer> {
  const door = doorOf(request);
  if (door) {
    // Only now: a caller who asks first is not told to send what would be refused (server.ts).
    if (door.incoming.headers.expect !== undefined) door.outgoing.writeContinue();
    return readIncoming(door.incoming, take).catch(left);
  }
  return length === null ? readPieces(request, take) : Buffer.from(await request.arrayBuffer().catch(left));
}

async function readPieces(request: Request, take: (bytes: number) => void): Promise<Buffer> {
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  while (reader) {
    const { done, value } = await reader.read().catch(left);
    if (done) break;
    try {
      take(value.byteLength);
    } catch (error) {
      void discardRest(reader);
      throw error;
    }
    pieces.push(value);
  }
  return Buffer.concat(pieces);
}

/** A body breaks off for one reason: the caller did. What was refused on the way is no break. */
function left(cause: unknown): never {
  if (isFault(cause)) throw cause;
  throw new AttemptFailure('cancelled', { internal: 'the caller left while sending the request', cause });
}

function requireJson(headers: Headers): void {
  const type = headers.get('content-type');
  if (type !== null && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Fault('unsupported-media-type', {
      message: `The request body must be JSON: send "content-type: application/json" instead of ${JSON.stringify(type.slice(0, 80))}.`,
    });
  }
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') {
    throw new Fault('unsupported-media-type', { message: 'The request body must not be compressed.' });
  }
}

function tooLarge(maxBytes: number): Fault {
  return new Fault('request-too-large', {
    message: `The request body is larger than this deployment takes: ${maxBytes} bytes at most.`,
  });
}
