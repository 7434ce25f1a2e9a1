import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import type { StreamRelay } from '../dialects/dialect';
import { createFrameReader, type Frame, FrameTooLargeError } from '../dialects/sse';
import type { ExchangeEvent, Usage } from '../exchange/events';
import { type Attempt, beginAttempt, operationOf } from './attempt';
import type { UpstreamAnswer } from './call';
import { AttemptFailure } from './failure';

/** A stream that has begun: its first content is in `first`, and from here on a failure can only be told, not mended. */
export interface AnswerStream {
  /** Everything up to and with the first content. */
  first: string;
  /** The next text for the caller, or null when the stream has ended well. Throws an AttemptFailure. */
  next(): Promise<string | null>;
  /** What the upstream has reported so far. */
  usage(): Usage | null;
  close(): void;
}

/** One try at a stream: resolves with its first content, so that everything before it can still go elsewhere. */
export async function openAnswerStream(agent: Dispatcher, attempt: Attempt): Promise<AnswerStream> {
  const stream = operationOf(attempt).openStream?.(attempt.request);
  if (!stream) throw new Error(`${attempt.request.operation} does not stream`);
  const call = await beginAttempt(agent, attempt);
  const relay = createRelay(call, stream);
  try {
    let held = '';
    while (!relay.hasContent()) {
      const text = await relay.next();
      // A whole answer without any content is still an answer: a refusal to speak is the model's.
      if (text === null) break;
      held += text;
    }
    call.hasContent();
    return { first: held, next: relay.next, usage: relay.usage, close: () => call.close() };
  } catch (error) {
    call.close();
    throw error;
  }
}

/** The one pull loop: bytes → text → frames → events and the caller's bytes. */
function createRelay(call: UpstreamAnswer, stream: StreamRelay) {
  const decoder = new StringDecoder('utf8');
  const frames = createFrameReader();
  let usage: Usage | null = null;
  let content = false;
  let finished = false;
  let ended = false;
  /** Found behind frames that are already good: they go out first, so that how bytes were cut changes nothing. */
  let pending: AttemptFailure | null = null;

  function take(event: ExchangeEvent): void {
    if (event.type === 'content') content = true;
    else if (event.type === 'usage') usage = event.usage;
    else if (event.type === 'finish') finished = true;
    else if (event.type === 'end') ended = true;
    else pending = failureOf(event.code);
  }

  function relay(piece: string): string {
    let text = '';
    for (const frame of feed(piece)) {
      const output = stream.step(frame.data, frame.event);
      for (const event of output.events) take(event);
      if (pending) break;
      text += output.text;
      if (ended) break;
    }
    return text;
  }

  function feed(piece: string): Frame[] {
    try {
      return frames.feed(piece);
    } catch (error) {
      if (!(error instanceof FrameTooLargeError)) throw error;
      pending = new AttemptFailure('malformed', { internal: error.message });
      return [];
    }
  }

  async function next(): Promise<string | null> {
    while (!ended) {
      if (pending) throw pending;
      const chunk = await call.read();
      const text = chunk === null ? endOfBytes() : relay(decoder.write(chunk));
      if (text !== '') return text;
    }
    return null;
  }

  /** Bytes may end without the dialect's last word: whole if every choice was finished, cut if not. */
  function endOfBytes(): string {
    const text = frames.isMidFrame() ? relay('\n\n') : '';
    if (ended) return text;
    ended = finished;
    pending = finished ? null : new AttemptFailure('cut', { internal: 'the stream ended before its end' });
    return finished ? text + stream.end() : text;
  }

  return { next, usage: () => usage, hasContent: () => content };
}

function failureOf(code: string | null): AttemptFailure {
  return code === 'malformed'
    ? new AttemptFailure('malformed', { internal: 'a frame of the stream is not JSON' })
    : new AttemptFailure('server-error', { internal: `the stream says it failed${code ? `, code ${code}` : ''}` });
}
