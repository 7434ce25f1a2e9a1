import type { Target } from '../snapshot/snapshot';
import type { IsAsGood } from './affinity';
import type { LatencyFigures } from './latency-figures';
import { orderByWeight } from './weighted';

export interface LatencyContext {
  outputTokens: number;
  /** Null for a target of which nothing is known. */
  figuresOf(target: Target): LatencyFigures | null;
}

/** Of all requests, what a target that is not known is tried with: enough to know it soon, and few to be slow. */
const TRIAL_SHARE = 0.1;
/** As quick as the quickest: figures are no more exact than this, and weights decide. */
const AS_QUICK = 1.1;
/** A conversation stays where it is up to here: a warm prompt cache is worth more than the difference. */
const QUICK_ENOUGH_TO_STAY = 1.5;
/** A cap is no wish: agents ask for 32,000 tokens and are answered with some hundreds. */
const MOST_COMPARED_TOKENS = 2_000;

/**
 * The quickest for this request first. A target that is not known is tried first with a small share of the requests and
 * stands after the known ones otherwise; where none is known, weights decide. Spares, which weigh 0, stand last.
 */
export function orderByLowestLatency(
  targets: readonly Target[],
  context: LatencyContext,
  random: () => number,
): Target[] {
  const used = targets.filter((target) => target.weight > 0);
  const spares = targets.filter((target) => target.weight <= 0);
  const timed = compareTimes(used, context).sort((one, other) => one.ms - other.ms);
  const known = timed.map(({ target }) => target);
  const unknown = used.filter((target) => !known.includes(target));
  const isTrial = random() < unknown.length * Math.min(TRIAL_SHARE, 1 / used.length);
  const quickest = timed.filter(({ ms }) => ms <= (timed[0]?.ms ?? 0) * AS_QUICK).length;
  const quick = [...orderByWeight(known.slice(0, quickest), random), ...known.slice(quickest)];
  const [tried, ...untried] = orderByWeight(unknown, random);
  if (!tried) return [...quick, ...spares];
  return isTrial || quick.length === 0
    ? [tried, ...quick, ...untried, ...spares]
    : [...quick, tried, ...untried, ...spares];
}

/** A target of which something is known, and its time as far as the others' can be held against it. */
interface Timed {
  target: Target;
  ms: number;
}

/**
 * How long such an answer takes at each of the targets that are known, like held against like: up to the last token where
 * the speed of all is known. Targets that tell no usage, or answer too shortly, have none; then whole answers are compared
 * by their whole time, and of others each that has no speed is taken for as fast as the middle one of those that have. What
 * all are given alike is left out: it tells none from another, and is so long that it would hide what does.
 */
export function compareTimes(targets: readonly Target[], { figuresOf, outputTokens }: LatencyContext): Timed[] {
  const known = targets.flatMap((target) => {
    const figures = figuresOf(target);
    return figures ? [{ target, ...figures }] : [];
  });
  const tokens = Math.min(outputTokens, MOST_COMPARED_TOKENS);
  const speeds = known.map(({ tokensPerSecond }) => tokensPerSecond || null).filter((speed) => speed !== null);
  const isSpeedKnown = speeds.length === known.length;
  if (!isSpeedKnown && known.every(({ timeToFirstTokenMs }) => timeToFirstTokenMs === null))
    return known.map(({ target, wholeMs }) => ({ target, ms: wholeMs ?? 0 }));
  speeds.sort((one, other) => other - one);
  const middle = speeds[Math.floor((speeds.length - 1) / 2)] ?? Number.POSITIVE_INFINITY;
  const shared = isSpeedKnown ? 0 : (tokens / (speeds[0] ?? Number.POSITIVE_INFINITY)) * 1000;
  return known.map(({ target, timeToFirstTokenMs, tokensPerSecond, wholeMs }) => {
    // The speed of answers that came whole has the wait for their first token in it.
    const firstMs = timeToFirstTokenMs ?? (tokensPerSecond ? 0 : (wholeMs ?? 0));
    return { target, ms: firstMs + (tokens / (tokensPerSecond || middle)) * 1000 - shared };
  });
}

/** A conversation may stay at a target that is nearly as quick; one that is not known is tried by those it falls to. */
export function asGoodByLatency(context: LatencyContext): IsAsGood {
  return (target, first) => {
    if (target === first) return true;
    const times = compareTimes([target, first], context);
    const [ms, firstMs] = [target, first].map((each) => times.find((timed) => timed.target === each)?.ms);
    return firstMs === undefined || ms === undefined ? ms === firstMs : ms <= firstMs * QUICK_ENOUGH_TO_STAY;
  };
}
