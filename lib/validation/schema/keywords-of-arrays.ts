import { type Check, LOOK, mismatch, within } from './check';
import { isMatch } from './keywords-of-any';
import { readCount } from './read-count';
import type { Keyword, Reader } from './reader';
import { canonicalText } from './same-json';

/** Words that say something of arrays and nothing of any other value. */
export const keywordsOfArrays = {
  minItems: (value, _schema, reader, at) => {
    const least = readCount(value, reader, at);
    return onArray((items) => (items.length < least ? mismatch(`must have at least ${least} items`) : null));
  },
  maxItems: (value, _schema, reader, at) => {
    const most = readCount(value, reader, at);
    return onArray((items) => (items.length > most ? mismatch(`must have at most ${most} items`) : null));
  },
  uniqueItems: (value) =>
    value === true
      ? onArray((items, budget) => {
          const seen = new Set<unknown>();
          for (const [place, item] of items.entries()) {
            const text = canonicalText(item, budget);
            if (seen.has(text)) return within(place, mismatch('is there twice (uniqueItems)'));
            seen.add(text);
          }
          return null;
        })
      : null,
  prefixItems: (value, _schema, reader, at) => readTuple(value, reader, at),
  // Draft-07 writes tuples as a list here.
  items: (value, { prefixItems }, reader, at) =>
    Array.isArray(value)
      ? readTuple(value, reader, at)
      : readRest(value, Array.isArray(prefixItems) ? prefixItems.length : 0, reader, at),
  additionalItems: (value, { items }, reader, at) =>
    Array.isArray(items) ? readRest(value, items.length, reader, at) : null,
  contains: readContains,
} satisfies Record<string, Keyword>;

function onArray(check: (items: readonly unknown[], budget: Parameters<Check>[1]) => ReturnType<Check>): Check {
  return (value, budget) => {
    if (!Array.isArray(value)) return null;
    budget.spend(LOOK);
    return check(value, budget);
  };
}

function readTuple(value: unknown, reader: Reader, at: string): Check {
  if (!Array.isArray(value)) return reader.refuse(at, 'must be a list of schemas');
  const checks = value.map((schema, place) => reader.sub(schema, `${at}/${place}`));
  return onArray((items, budget) => {
    for (const [place, check] of checks.entries()) {
      const found = place < items.length ? within(place, check(items[place], budget)) : null;
      if (found) return found;
    }
    return null;
  });
}

function readRest(value: unknown, from: number, reader: Reader, at: string): Check {
  const check = reader.sub(value, at);
  return onArray((items, budget) => {
    for (let place = from; place < items.length; place += 1) {
      budget.spend(LOOK);
      const found = within(place, check(items[place], budget));
      if (found) return found;
    }
    return null;
  });
}

function readContains(
  value: unknown,
  { minContains, maxContains }: Record<string, unknown>,
  reader: Reader,
  at: string,
) {
  const check = reader.sub(value, at);
  const least = minContains === undefined ? 1 : readCount(minContains, reader, at);
  const most = maxContains === undefined ? Number.POSITIVE_INFINITY : readCount(maxContains, reader, at);
  return onArray((items, budget) => {
    let matches = 0;
    for (const item of items) {
      budget.spend(LOOK);
      if (isMatch(check, item, budget)) matches += 1;
    }
    if (matches < least) return mismatch(`must have at least ${least} items of a kind and has ${matches} (contains)`);
    return matches > most ? mismatch(`must have at most ${most} items of a kind and has ${matches} (contains)`) : null;
  });
}
