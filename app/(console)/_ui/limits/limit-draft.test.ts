import { expect, it } from 'vitest';
import type { Limits } from '@/lib/exchange/limits';
import { findWrong } from '../wrong-fields';
import { compareLimits, draftLimits, limitsOfDraft, tellLimit } from './limit-draft';
import { limitFields, limitLabels } from './limit-fields';

const limits: Limits = {
  requests_per_minute: 60,
  tokens: { month: 9_007_199_254_740_991 },
  usd: { day: 0.000001, lifetime: 12.5 },
};

it('every limit has one field, and is the same after it was edited and not changed', () => {
  expect(limitFields).toHaveLength(13);
  for (const each of [null, limits]) expect(limitsOfDraft(draftLimits(each))).toEqual(each);
});

it('what was emptied is not limited, and what is no number is left for the server to refuse', () => {
  const draft = {
    ...draftLimits(limits),
    'usd.day': ' ',
    'tokens.month': '',
    concurrency: 'many',
    'usd.lifetime': '1e999',
  };
  const typed = limitsOfDraft(draft);
  expect(typed).toEqual({
    requests_per_minute: 60,
    concurrency: Number.NaN,
    usd: { lifetime: Number.POSITIVE_INFINITY },
  });
});

it('tells each limit that would be another, in words', () => {
  const changes = compareLimits(limits, { requests_per_minute: 60, usd: { day: 1234.5, lifetime: 12.5 } });
  expect(changes.map((change) => [change.label, tellLimit(change, change.from), tellLimit(change, change.to)])).toEqual(
    [
      ['Input and output tokens per month', '9,007,199,254,740,991', 'not limited'],
      ['US dollars per day', '0.000001', '1,234.50'],
    ],
  );
  expect(compareLimits(null, undefined)).toEqual([]);
});

it('a refusal marks the field of each wrong limit, and says the rest nowhere', () => {
  const fields = [
    { path: 'limits.usd.day', message: 'expected six decimals at most' },
    { path: 'limits.requests.lifetime', message: 'expected a whole number from 1 to 9007199254740991' },
    { path: 'limits.concurrency', message: 'expected a whole number from 1 to 100000' },
  ];
  const message = fields.map((field) => `${field.path}: ${field.message}`).join('\n');
  const wrong = findWrong({ code: 'invalid', message, problems: [], fields }, limitLabels);
  expect([...wrong.fields.keys()]).toEqual(['usd_day', 'requests_lifetime', 'concurrency']);
  expect(wrong.rest).toEqual([]);
});
