import pino from 'pino';
import { scrub } from './scrub';

export type Log = pino.Logger;

/**
 * Structured lines on standard output. What could hold a secret is never given to it; `scrub` is a second net, and half the
 * cost of pino's own redaction, which sees two levels of an object and nothing of an error's words.
 */
export function createLog(
  level: string,
  /** Secrets that are known as they are, whatever they look like. */
  known: () => readonly string[] = () => [],
  destination: pino.DestinationStream = pino.destination(1),
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      hooks: { streamWrite: (line) => scrub(line, known()) },
    },
    destination,
  );
}
