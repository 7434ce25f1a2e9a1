import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import type { FaultContext, StreamOutput, StreamRelay } from '../dialects/dialect';
import { createFrameReader, type Frame, FrameTooLargeError } from '../dialects/sse';
import type { StreamSignal } from '../exchange/events';
import type { Fault } from '../faults/fault';
import { type Attempt, beginAttempt } from './attempt';
import type { AttemptMeter } from './attempt-meter';
import type { UpstreamAnswer } from './call';
import { AttemptFailure } from './failure';

/** A stream that has begun: its first content is in `first`, and from here on a failure can only be told, not mended. */
export interface AnswerStream {
  /** Everything up to and with the first content. */
  first: string;
  /** It has ended, and said nothing. */
  isEmpty: boolean;
  /** The next text for the caller, or null when the stream has ended well. Throws an AttemptFailure. */
  next(): Promise<string | null>;
  /** The last frames after a failure, in the dialect's own way and going on from what was sent. */
  fail(fault: Fault, context: FaultContext): string;
  close(): void;
}

/** One try at a stream: resolves with its first content, so that everything before it can still go elsewhere. */
export async function openAnswerStream(agent: Dispatcher, attempt: Attempt): Promise<AnswerStream> {
  const { call, relay: between, context } = await beginAttempt(agent, attempt);
  const stream = between.openStream?.(context);
  if (!stream) throw new Error(`${attempt.request.operation} does not stream`);
  const relay = createRelay(call, stream, attempt.meter);
  try {
    let held = '';
    while (!relay.hasContent()) {
      const text = await relay.next();
      // A whole answer without any content is still an answer: a refusal to speak is the model's.
      if (text === null) break;
      held += text;
    }
    call.hasContent();
    const isEmpty = !relay.hasContent();
    return { first: held, isEmpty, next: relay.next, fail: stream.fail, close: () => call.close() };
  } catch (error) {
    call.close();
    throw error;
  }
}

/** The one pull loop: bytes → text → frames → events and the caller's bytes. */
function createRelay(call: UpstreamAnswer, stream: StreamRelay, meter: AttemptMeter) {
  meter.delivered = stream.delivered;
  const decoder = new StringDecoder('utf8');
  const frames = createFrameReader();
  let content = false;
  let ended = false;
  /** Found behind frames that are already good: they go out first, so that how bytes were cut changes nothing. */
  let pending: AttemptFailure | null = null;

  /** The text to send, unless the frame tells of a failure. */
  function take({ signals, text }: StreamOutput): string {
    for (const signal of signals) heed(signal);
    return pending ? '' : text;
  }

  function heed(signal: StreamSignal): void {
    if (signal.type === 'content') content = true;
    else if (signal.type === 'usage') meter.report(signal.usage);
    else if (signal.type === 'end') meter.isWhole = ended = true;
    else pending = failureOf(signal.code);
  }

  function relay(piece: string): string {
    let text = '';
    for (const frame of feed(piece)) {
      text += take(stream.step(frame.data, frame.event));
      if (pending || ended) break;
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

  /** Bytes may end without the dialect's last word: whole if the answer had said why it ends, cut if not. */
  function endOfBytes(): string {
    const text = frames.isMidFrame() ? relay('\n\n') : '';
    if (ended) return text;
    // What half a frame says, or fails to, is no news of its own.
    pending = null;
    const last = take(stream.end());
    if (!ended) pending = new AttemptFailure('cut', { internal: 'the stream ended before its end' });
    return text + last;
  }

  return { next, hasContent: () => content };
}

function failureOf(code: string | null): AttemptFailure {
  return code === 'malformed'
    ? new AttemptFailure('malformed', { internal: 'a frame of the stream is not JSON' })
    : new AttemptFailure('server-error', { internal: `the stream says it failed${code ? `, code ${code}` : ''}` });
}
