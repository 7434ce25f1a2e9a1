import { expect, it } from 'vitest';
import { tidyLimits } from './tidy-limits';

it('limits that limit nothing are none', () => {
  for (const none of [
    null,
    undefined,
    {},
    { concurrency: undefined },
    { usd: {} },
    { usd: { day: undefined }, tokens: {} },
  ])
    expect(tidyLimits(none)).toBeNull();
});

it('keeps what is limited, in one order, and nothing else', () => {
  const tidy = tidyLimits({
    usd: { lifetime: 3, day: 0.5, month: undefined },
    tokens: {},
    concurrency: 4,
    requests: { month: 9 },
    requests_per_minute: 60,
  });
  expect(JSON.stringify(tidy)).toBe(
    '{"requests_per_minute":60,"concurrency":4,"requests":{"month":9},"usd":{"day":0.5,"lifetime":3}}',
  );
  expect(tidy).toStrictEqual(JSON.parse(JSON.stringify(tidy)));
});
