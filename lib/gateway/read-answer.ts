import { dialects } from '../dialects';
import { collectAnswer } from '../dialects/collect-answer';
import { createFrameReader } from '../dialects/sse';
import type { ExchangeAnswer } from '../exchange/answer';
import { type Attempt, relayContextOf } from '../upstream/attempt';

/**
 * An answer as its caller would read it, in neutral form; null where it cannot be read. It is read back from the caller's own
 * dialect, so that one way serves what was passed through and what was translated.
 */
export function readAnswer(text: string, attempt: Attempt): ExchangeAnswer | null {
  return dialects[attempt.request.dialect].upstream.parseAnswer(text, relayContextOf(attempt));
}

/** The same of all the frames of a stream. */
export function readStreamedAnswer(text: string, attempt: Attempt): ExchangeAnswer | null {
  const parser = dialects[attempt.request.dialect].upstream.openParser(relayContextOf(attempt));
  const frames = createFrameReader().feed(text);
  const events = frames.flatMap(({ data, event }) => [...parser.step(data, event)]);
  return collectAnswer([...events, ...parser.end()]);
}
