/** The spans that figures over time are asked for, each cut into as many buckets as a chart can show. */
export const spans = {
  '1h': { seconds: 60, buckets: 60 },
  '24h': { seconds: 1_800, buckets: 48 },
  '7d': { seconds: 10_800, buckets: 56 },
  '30d': { seconds: 86_400, buckets: 30 },
} as const;
export type Span = keyof typeof spans;
export const spanNames = Object.keys(spans) as [Span, ...Span[]];

export interface SpanOfTime {
  from: Date;
  /** Now, so that the last bucket is still filling. */
  to: Date;
  /** The same length before it, up to the same point of its last bucket: two numbers that can be compared. */
  previous: { from: Date; to: Date };
  seconds: number;
  /** When each bucket begins. */
  starts: readonly Date[];
}

/** Buckets begin at whole multiples of their length since 1970, in UTC, so that a minute later they are the same ones. */
export function readSpan(span: Span, now: Date): SpanOfTime {
  const { seconds, buckets } = spans[span];
  const width = seconds * 1_000;
  const last = Math.floor(now.getTime() / width) * width;
  const first = last - (buckets - 1) * width;
  const whole = buckets * width;
  return {
    from: new Date(first),
    to: now,
    previous: { from: new Date(first - whole), to: new Date(now.getTime() - whole) },
    seconds,
    starts: Array.from({ length: buckets }, (_, place) => new Date(first + place * width)),
  };
}
