/**
 * Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from text that comes in any
 * pieces. Core of every stream, so it is plain: `feed` takes text and returns the frames it completed.
 *
 * The three line ends of the specification are told apart, a CR at the end of a piece waits for its LF, and an unfinished
 * line is kept in parts and joined once: joining at each piece would be quadratic for one large frame.
 */
export interface Frame {
  /** The `event` field, or null. */
  event: string | null;
  /** The `data` lines joined with LF. */
  data: string;
}

export interface FrameReader {
  feed(text: string): Frame[];
  /** True while a frame or a line is begun and not ended: at the end of a stream it was cut. */
  isMidFrame(): boolean;
}

/** A frame grew past the limit; `limit` is in UTF-16 units. */
export class FrameTooLargeError extends Error {
  constructor(readonly limit: number) {
    super(`a server-sent event is larger than ${limit} characters`);
    this.name = 'FrameTooLargeError';
  }
}

export function createFrameReader(maxFrameLength = 32 * 1024 * 1024): FrameReader {
  let parts: string[] = [];
  let heldLength = 0;
  let event: string | null = null;
  let data: string[] = [];
  let afterCarriageReturn = false;
  let atStart = true;
  let tooLarge = false;

  function takeLine(line: string, frames: Frame[]): void {
    if (line === '') {
      if (data.length > 0) frames.push({ event, data: data.length === 1 ? (data[0] ?? '') : data.join('\n') });
      event = null;
      data = [];
      heldLength = 0;
      return;
    }
    if (line.startsWith('data:')) data.push(line.slice(line.charCodeAt(5) === 32 ? 6 : 5));
    else if (line.startsWith('event:')) event = line.slice(line.charCodeAt(6) === 32 ? 7 : 6);
    else if (line === 'data') data.push('');
    // Comments, ids and retry hints are between the upstream and us.
  }

  function feed(piece: string): Frame[] {
    const frames: Frame[] = [];
    if (tooLarge) return refuse(frames);
    let text = piece;
    if (atStart && text.length > 0) {
      atStart = false;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    let from = 0;
    if (afterCarriageReturn && text.length > 0) {
      afterCarriageReturn = false;
      if (text.charCodeAt(0) === 10) from = 1;
    }
    let nextCarriageReturn = text.indexOf('\r', from);
    for (;;) {
      const lineFeed = text.indexOf('\n', from);
      const ended =
        nextCarriageReturn !== -1 && (lineFeed === -1 || nextCarriageReturn < lineFeed) ? nextCarriageReturn : lineFeed;
      if (ended === -1) break;
      let line = text.slice(from, ended);
      heldLength += line.length;
      if (heldLength > maxFrameLength) return refuse(frames);
      if (parts.length > 0) {
        parts.push(line);
        line = parts.join('');
        parts = [];
      }
      takeLine(line, frames);
      from = ended + 1;
      if (ended === nextCarriageReturn) {
        if (from === text.length) afterCarriageReturn = true;
        else if (text.charCodeAt(from) === 10) from += 1;
        nextCarriageReturn = text.indexOf('\r', from);
      }
    }
    if (from < text.length) {
      parts.push(from === 0 ? text : text.slice(from));
      heldLength += text.length - from;
      if (heldLength > maxFrameLength) return refuse(frames);
    }
    return frames;
  }

  /** Whole frames before the one that is too large are good: they go out first, and the next piece is told. */
  function refuse(frames: Frame[]): Frame[] {
    if (frames.length === 0) throw new FrameTooLargeError(maxFrameLength);
    tooLarge = true;
    return frames;
  }

  return { feed, isMidFrame: () => tooLarge || parts.length > 0 || data.length > 0 };
}
