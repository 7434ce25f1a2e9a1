import type { Usage } from '../exchange/events';
import type { ExchangeRequest } from '../exchange/request';
import type { Target } from '../snapshot/snapshot';
import type { AttemptMeter } from '../upstream/attempt-meter';
import { costOf, priceAt } from '../usage/cost';
import type { UsageAttempt } from '../usage/usage-record';
import { hasOutput } from './estimate-cost';
import { sampleInput } from './input-sample';

/** An attempt that has ended, with what it came to. */
export interface Tried {
  attempt: UsageAttempt;
  target: Target;
  meter: AttemptMeter;
}

/** What one attempt is paid for, and which of its figures the upstream has not given. */
interface Due {
  tried: Tried;
  reported: Usage;
  lacksInput: boolean;
  lacksOutput: boolean;
}

/** What all attempts of a request used together. */
export interface Settlement {
  usage: Usage | null;
  costUsd: number | null;
  estimated: boolean;
}

const nothing: Usage = {
  ...{ inputTokens: null, cachedInputTokens: null, cacheWriteTokens: null },
  ...{ outputTokens: null, reasoningTokens: null },
};

/**
 * What is paid for (docs/decisions/2026-11-25-delivered-is-paid-for.md): every attempt that delivered something, whatever
 * became of it; and of one that its caller left before that, the input.
 */
export function findDues(tried: readonly Tried[], request: ExchangeRequest | null): Due[] {
  // Counting is free, wherever it was done.
  if (!request || request.operation === 'messages/count_tokens') return [];
  const dues: Due[] = [];
  for (const each of tried) if (isDue(each)) dues.push(dueOf(each, hasOutput(request)));
  return dues;
}

function isDue({ attempt, meter }: Tried): boolean {
  if (meter.usage !== null || meter.isWhole || (meter.delivered?.length ?? 0) > 0) return true;
  return attempt.result === 'cancelled' && meter.isSent;
}

function dueOf(tried: Tried, answers: boolean): Due {
  const { usage, isWhole, delivered, reportedLength } = tried.meter;
  const reported = usage ?? nothing;
  const length = delivered?.length ?? 0;
  // A whole answer's figure is all of it, unless it was told before the first word; of a broken one the rest is missing.
  const isBehind = isWhole ? reportedLength === 0 && length > 0 : length > reportedLength;
  return {
    tried,
    reported,
    lacksInput: reported.inputTokens === null,
    lacksOutput: answers && (reported.outputTokens === null || isBehind),
  };
}

/** The texts by which the missing figures are counted: what was asked, and what each attempt said. Null where none is. */
export function textsToCount(dues: readonly Due[], request: ExchangeRequest): string[] | null {
  if (!dues.some(({ lacksInput, lacksOutput }) => lacksInput || lacksOutput)) return null;
  const asked = dues.some(({ lacksInput }) => lacksInput) ? sampleInput(request).text : '';
  return [asked, ...dues.map((due) => (due.lacksOutput ? (due.tried.meter.delivered?.beginning() ?? '') : ''))];
}

/**
 * Adds it up, each attempt at its own target's price, and tells each attempt its part; an only one's are the record's own
 * figures, which are not written twice. `counts` are of textsToCount.
 */
export function settleDues(
  dues: readonly Due[],
  request: ExchangeRequest | null,
  counts: readonly number[] | null,
  now: number,
  isOnly: boolean,
): Settlement {
  let usage: Usage | null = null;
  let costUsd: number | null = null;
  let estimated = false;
  dues.forEach((due, place) => {
    const { attempt, target } = due.tried;
    const used = counts && request ? complete(due, request, counts, place) : due.reported;
    const isEstimated = due.lacksInput || due.lacksOutput;
    const cost = costOf(used, priceAt(target.model.prices, now));
    usage = addUsage(usage, used);
    costUsd = add(costUsd, cost);
    estimated ||= isEstimated;
    if (isOnly) return;
    attempt.input_tokens = used.inputTokens;
    attempt.output_tokens = used.outputTokens;
    attempt.cost_usd = cost;
    attempt.estimated = isEstimated;
  });
  return { usage, costUsd, estimated };
}

function complete(due: Due, request: ExchangeRequest, counts: readonly number[], place: number): Usage {
  const { reported, lacksInput, lacksOutput, tried } = due;
  return {
    ...reported,
    ...(lacksInput ? { inputTokens: inputOf(request, counts[0] ?? 0) } : {}),
    ...(lacksOutput ? { outputTokens: outputOf(tried.meter, counts[place + 1] ?? 0) } : {}),
  };
}

function inputOf(request: ExchangeRequest, counted: number): number {
  const { text, length, otherTokens } = sampleInput(request);
  return otherTokens + (text === '' ? Math.ceil(length / 4) : inProportion(counted, text.length, length));
}

/** What was reported before the first word is of the beginning; later it is of all that had been said by then. */
function outputOf({ usage, delivered, reportedLength }: AttemptMeter, counted: number): number {
  const reported = usage?.outputTokens ?? 0;
  if (!delivered || delivered.length === 0) return reported;
  const all = inProportion(counted, delivered.beginning().length, delivered.length);
  if (reportedLength === 0 || reported === 0) return Math.max(reported, all);
  return reported + Math.round(all * (1 - reportedLength / delivered.length));
}

function inProportion(counted: number, part: number, whole: number): number {
  return part === 0 ? 0 : Math.round(counted * (whole / part));
}

function addUsage(one: Usage | null, other: Usage): Usage {
  if (one === null) return other;
  return {
    inputTokens: add(one.inputTokens, other.inputTokens),
    cachedInputTokens: add(one.cachedInputTokens, other.cachedInputTokens),
    cacheWriteTokens: add(one.cacheWriteTokens, other.cacheWriteTokens),
    outputTokens: add(one.outputTokens, other.outputTokens),
    reasoningTokens: add(one.reasoningTokens, other.reasoningTokens),
  };
}

function add(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other;
}
