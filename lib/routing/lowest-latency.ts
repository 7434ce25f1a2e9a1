import type { Target } from '../snapshot/snapshot';
import type { IsAsGood } from './affinity';
import type { LatencyFigures } from './latency-figures';
import { orderByWeight } from './weighted';

export interface LatencyContext {
  outputTokens: number;
  /** Null for a target of which nothing is known. */
  figuresOf(target: Target): LatencyFigures | null;
}

/** Less than half an answer left of what was seen, and a target counts as not known. */
const KNOWN_FROM_SAMPLES = 0.5;
/** Of all requests, what a target that is not known is tried with: enough to know it soon, and few to be slow. */
const TRIAL_SHARE = 0.1;
/** As quick as the quickest: figures are no more exact than this, and weights decide. */
const AS_QUICK = 1.1;
/** A conversation stays where it is up to here: a warm prompt cache is worth more than the difference. */
const QUICK_ENOUGH_TO_STAY = 1.5;
/** Of a target that tells no usage, or answers too shortly to tell: a slow one's speed, for what is not known is not quick. */
const UNKNOWN_TOKENS_PER_SECOND = 20;
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
  const timed = used
    .map((target) => ({ target, ms: estimateMs(target, context) }))
    .filter((each): each is { target: Target; ms: number } => each.ms !== null)
    .sort((one, other) => one.ms - other.ms);
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

/** Milliseconds to the last token of such an answer; null for a target that is not known. */
export function estimateMs(target: Target, { figuresOf, outputTokens }: LatencyContext): number | null {
  const figures = figuresOf(target);
  if (!figures || figures.samples < KNOWN_FROM_SAMPLES) return null;
  const { timeToFirstTokenMs, tokensPerSecond } = figures;
  const tokens = Math.min(outputTokens, MOST_COMPARED_TOKENS);
  return (timeToFirstTokenMs ?? 0) + (tokens / (tokensPerSecond || UNKNOWN_TOKENS_PER_SECOND)) * 1000;
}

/** A conversation may stay at a target that is nearly as quick; one that is not known is tried by those it falls to. */
export function asGoodByLatency(context: LatencyContext): IsAsGood {
  return (target, first) => {
    const [ms, firstMs] = [estimateMs(target, context), estimateMs(first, context)];
    return firstMs === null || ms === null ? ms === firstMs : ms <= firstMs * QUICK_ENOUGH_TO_STAY;
  };
}
