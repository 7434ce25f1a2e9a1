import type { Place } from '../admission/in-flight';
import { AttemptFailure } from '../upstream/failure';
import type { AnswerStream } from '../upstream/open-answer-stream';

/** Longer than any real answer: what comes past it is not held back for. */
const MOST_HELD_CHARACTERS = 32 * 1024 * 1024;

/** A stream that was read to its end before any of it goes out. */
export interface HeldStream {
  stream: AnswerStream;
  /** Gives back what it counts of the process's bytes: it will not go out. What does go out is counted until the request ends. */
  drop(): void;
}

/**
 * All of a stream, as one piece. What is held counts among the bytes in flight as it grows, so that held streams cannot fill the
 * memory that bodies are kept from filling; past the limit the request ends `overloaded`, and nothing of it is held any more.
 */
export async function holdStream(stream: AnswerStream, place: Place | null): Promise<HeldStream> {
  const pieces: string[] = [];
  let characters = 0;
  let bytes = 0;
  const drop = () => {
    place?.free(bytes);
    bytes = 0;
  };
  try {
    for (let text: string | null = stream.first; text !== null; text = await stream.next()) {
      const more = Buffer.byteLength(text);
      place?.reserve(more);
      bytes += more;
      characters += text.length;
      if (characters > MOST_HELD_CHARACTERS)
        throw new AttemptFailure('malformed', { status: 200, internal: 'the stream is too long to be held back' });
      pieces.push(text);
    }
  } catch (error) {
    drop();
    throw error;
  } finally {
    stream.close();
  }
  return { stream: { ...stream, first: pieces.join(''), next: async () => null }, drop };
}
