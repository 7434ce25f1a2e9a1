import { type Check, LOOK, mismatch } from './check';
import type { Keyword, Reader } from './reader';

/** Words that say something of numbers and nothing of any other value. */
export const keywordsOfNumbers = {
  minimum: bound('must be at least', (number, limit) => number >= limit),
  maximum: bound('must be at most', (number, limit) => number <= limit),
  exclusiveMinimum: bound('must be more than', (number, limit) => number > limit),
  exclusiveMaximum: bound('must be less than', (number, limit) => number < limit),
  multipleOf: (value, _schema, reader, at) => {
    const step = readNumber(value, reader, at);
    if (step <= 0) return reader.refuse(at, 'must be more than 0');
    return onNumber((number, budget) => {
      budget.spend(LOOK * 8);
      return isMultiple(number, step) ? null : mismatch(`must be a multiple of ${step}`);
    });
  },
} satisfies Record<string, Keyword>;

function bound(words: string, fits: (number: number, limit: number) => boolean): Keyword {
  return (value, _schema, reader, at) => {
    const limit = readNumber(value, reader, at);
    return onNumber((number) => (fits(number, limit) ? null : mismatch(`${words} ${limit}`)));
  };
}

function onNumber(check: (number: number, budget: Parameters<Check>[1]) => ReturnType<Check>): Check {
  return (value, budget) => (typeof value === 'number' ? check(value, budget) : null);
}

/** Draft 4 wrote `exclusiveMinimum: true`, which means nothing now. */
function readNumber(value: unknown, reader: Reader, at: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : reader.refuse(at, 'must be a number');
}

/**
 * Exact, in the decimals that both were written in: 0.3 is a multiple of 0.1 although their doubles' quotient is no whole
 * number, and 1e308 divided by a fraction is more than a double holds.
 */
function isMultiple(number: number, step: number): boolean {
  if (!Number.isFinite(number)) return false;
  if (Number.isSafeInteger(number) && Number.isSafeInteger(step)) return number % step === 0;
  const [digits, exponent] = decimal(number);
  const [stepDigits, stepExponent] = decimal(step);
  const shared = Math.min(exponent, stepExponent);
  const scaled = digits * 10n ** BigInt(exponent - shared);
  return scaled % (stepDigits * 10n ** BigInt(stepExponent - shared)) === 0n;
}

/** A number's digits and the power of ten that stands behind them. */
function decimal(number: number): [digits: bigint, exponent: number] {
  const [, whole = '0', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number)) ?? [];
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}
