import pino from 'pino';

export type Log = pino.Logger;

/** Structured lines on standard output. What could hold a secret is never given to it; the redaction is a second net. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['token', 'apiKey', '*.token', '*.apiKey', '*.authorization', '*["x-api-key"]', 'secret', '*.secret'],
      censor: '[redacted]',
    },
    serializers: { error: pino.stdSerializers.err },
  });
}
