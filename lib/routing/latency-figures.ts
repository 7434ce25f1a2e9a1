/**
 * How quick a target has been lately. What was seen counts half after five minutes, a quarter after ten: a figure follows
 * its target, and one bad minute is forgotten. Times are milliseconds; the clock is handed in.
 */
export interface LatencyFigures {
  timeToFirstTokenMs: number | null;
  tokensPerSecond: number | null;
  /** How many answers they rest on, each counted as what is left of it by now. */
  samples: number;
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
  samples: number;
  firsts: number;
  firstMs: number;
  tokens: number;
  tokenMs: number;
}

const HALF_LIFE_MS = 5 * 60_000;
/** Targets come and go with the policy; the one not heard of for longest is forgotten first. */
const MOST_TARGETS = 10_000;
/** Fewer tokens come in one packet and say nothing of speed. */
const LEAST_TOKENS = 8;

export function createLatencyBook(): LatencyBook {
  const book = new Map<string, Sums>();
  return {
    add(targetId, sample, now) {
      const before = book.get(targetId);
      if (before) book.delete(targetId);
      else if (book.size >= MOST_TARGETS) book.delete(book.keys().next().value ?? '');
      book.set(targetId, include(before ? decay(before, now) : { ...nothing, at: now }, sample));
    },
    read(targetId, now) {
      const sums = book.get(targetId);
      return sums ? figuresOf(decay(sums, now)) : null;
    },
  };
}

const nothing: Sums = { at: 0, samples: 0, firsts: 0, firstMs: 0, tokens: 0, tokenMs: 0 };

/** A clock that goes back takes nothing away. */
function decay(sums: Sums, now: number): Sums {
  const left = 0.5 ** (Math.max(0, now - sums.at) / HALF_LIFE_MS);
  return {
    at: Math.max(now, sums.at),
    samples: sums.samples * left,
    firsts: sums.firsts * left,
    firstMs: sums.firstMs * left,
    tokens: sums.tokens * left,
    tokenMs: sums.tokenMs * left,
  };
}

function include(sums: Sums, { timeToFirstTokenMs, outputTokens, outputMs }: LatencySample): Sums {
  const hasFirst = timeToFirstTokenMs !== null && timeToFirstTokenMs >= 0;
  const hasSpeed = outputTokens !== null && outputTokens >= LEAST_TOKENS && outputMs !== null && outputMs > 0;
  return {
    at: sums.at,
    samples: sums.samples + (hasFirst || hasSpeed ? 1 : 0),
    firsts: sums.firsts + (hasFirst ? 1 : 0),
    firstMs: sums.firstMs + (hasFirst ? timeToFirstTokenMs : 0),
    tokens: sums.tokens + (hasSpeed ? outputTokens : 0),
    tokenMs: sums.tokenMs + (hasSpeed ? outputMs : 0),
  };
}

function figuresOf({ samples, firsts, firstMs, tokens, tokenMs }: Sums): LatencyFigures {
  return {
    timeToFirstTokenMs: firsts > 0 ? firstMs / firsts : null,
    tokensPerSecond: tokenMs > 0 ? (tokens * 1000) / tokenMs : null,
    samples,
  };
}
