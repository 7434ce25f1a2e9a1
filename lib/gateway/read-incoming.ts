import type { IncomingMessage } from 'node:http';

/**
 * A body from Node's own request, whole; `take` is asked for every piece and may throw to refuse the rest. It spares the
 * direct door a copy of each body, and of one without a told length the web stream around it, whose conversion (Node 20's
 * Readable.toWeb) can end the process when a caller leaves at the wrong moment.
 */
export function readIncoming(incoming: IncomingMessage, take: (bytes: number) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const onData = (piece: Buffer): void => {
      try {
        size += piece.length;
        take(piece.length);
        pieces.push(piece);
      } catch (error) {
        incoming.off('data', onData);
        incoming.pause();
        reject(error);
      }
    };
    incoming.on('data', onData);
    let ended = false;
    incoming.once('end', () => {
      ended = true;
      const [first] = pieces;
      resolve(pieces.length === 1 && first ? first : Buffer.concat(pieces, size));
    });
    incoming.once('error', reject);
    incoming.once('close', () => {
      // Every request closes; an error is made, with its stack, only for one that broke off.
      if (!ended) reject(new Error('the caller left'));
    });
  });
}
