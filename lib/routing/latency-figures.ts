/**
 * How quick a target has been lately. What was seen counts half after five minutes, a quarter after ten: a figure follows
 * its target. Where nothing was seen for five minutes all of it is forgotten: such a target is not known, is tried again and
 * begins anew, however much was seen of it before. Times are milliseconds; the clock is handed in.
 */
export interface LatencyFigures {
  timeToFirstTokenMs: number | null;
  tokensPerSecond: number | null;
  /** From the try's beginning to the last token, of answers that came whole. */
  wholeMs: number | null;
}

/** One answer. An answer that came whole has no first token of its own: then `outputMs` is all the time it took. */
export interface LatencySample {
  timeToFirstTokenMs: number | null;
  outputTokens: number | null;
  /** From the first token to the last. */
  outputMs: number | null;
}

export interface LatencyBook {
  add(targetId: string, sample: LatencySample, now: number): void;
  /** Null for a target of which nothing is known. */
  read(targetId: string, now: number): LatencyFigures | null;
}

/** Sums that decay together, so that their ratios are means in which the newest count most. */
interface Sums {
  at: number;
  firsts: number;
  firstMs: number;
  tokens: number;
  tokenMs: number;
  wholes: number;
  wholeMs: number;
}

const HALF_LIFE_MS = 5 * 60_000;
/** Means do not move by age alone, and the sums of a busy target would be the last to go: what counts is the last answer. */
const KNOWN_FOR_MS = HALF_LIFE_MS;
/** Targets come and go with the policy; the one not heard of for longest is forgotten first. */
const MOST_TARGETS = 10_000;
/** Fewer tokens come in one packet and say nothing of speed. */
const LEAST_TOKENS = 8;

export function createLatencyBook(): LatencyBook {
  const book = new Map<string, Sums>();
  return {
    add(targetId, sample, now) {
      if (!saysSomething(sample)) return;
      const before = book.get(targetId);
      if (before) book.delete(targetId);
      else if (book.size >= MOST_TARGETS) book.delete(book.keys().next().value ?? '');
      const kept = before && isKnown(before, now) ? decay(before, now) : { ...nothing, at: now };
      book.set(targetId, include(kept, sample));
    },
    read(targetId, now) {
      const sums = book.get(targetId);
      return sums && isKnown(sums, now) ? figuresOf(sums) : null;
    },
  };
}

const nothing: Sums = { at: 0, firsts: 0, firstMs: 0, tokens: 0, tokenMs: 0, wholes: 0, wholeMs: 0 };

function isKnown({ at }: Sums, now: number): boolean {
  return now - at <= KNOWN_FOR_MS;
}

/** A clock that goes back takes nothing away. */
function decay(sums: Sums, now: number): Sums {
  const left = 0.5 ** (Math.max(0, now - sums.at) / HALF_LIFE_MS);
  return {
    at: Math.max(now, sums.at),
    firsts: sums.firsts * left,
    firstMs: sums.firstMs * left,
    tokens: sums.tokens * left,
    tokenMs: sums.tokenMs * left,
    wholes: sums.wholes * left,
    wholeMs: sums.wholeMs * left,
  };
}

function saysSomething({ timeToFirstTokenMs, outputMs }: LatencySample): boolean {
  return (timeToFirstTokenMs !== null && timeToFirstTokenMs >= 0) || (outputMs !== null && outputMs > 0);
}

function include(sums: Sums, { timeToFirstTokenMs, outputTokens, outputMs }: LatencySample): Sums {
  const hasFirst = timeToFirstTokenMs !== null && timeToFirstTokenMs >= 0;
  const hasTime = outputMs !== null && outputMs > 0;
  const hasSpeed = hasTime && outputTokens !== null && outputTokens >= LEAST_TOKENS;
  const isWhole = hasTime && timeToFirstTokenMs === null;
  return {
    at: sums.at,
    firsts: sums.firsts + (hasFirst ? 1 : 0),
    firstMs: sums.firstMs + (hasFirst ? timeToFirstTokenMs : 0),
    tokens: sums.tokens + (hasSpeed ? outputTokens : 0),
    tokenMs: sums.tokenMs + (hasSpeed ? outputMs : 0),
    wholes: sums.wholes + (isWhole ? 1 : 0),
    wholeMs: sums.wholeMs + (isWhole ? outputMs : 0),
  };
}

function figuresOf({ firsts, firstMs, tokens, tokenMs, wholes, wholeMs }: Sums): LatencyFigures {
  return {
    timeToFirstTokenMs: firsts > 0 ? firstMs / firsts : null,
    tokensPerSecond: tokenMs > 0 ? (tokens * 1000) / tokenMs : null,
    wholeMs: wholes > 0 ? wholeMs / wholes : null,
  };
}
