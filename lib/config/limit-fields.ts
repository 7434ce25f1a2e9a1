import { z } from 'zod';
import { periods, quotaNames } from '../exchange/limits';
import { wholeNumber } from './field-kinds';
import type { FieldWords } from './field-words';

/** How often, how much: beyond this a number is not exact any more. */
const count = wholeNumber(1, Number.MAX_SAFE_INTEGER).meta({ title: 'whole number from 1' });

/** The same six decimals as prices have. */
const dollarsWords = 'expected US dollars, above 0 and 1,000,000,000 at most, such as 12.50';
const limitDollars = z
  .number(dollarsWords)
  .refine((value) => value > 0 && value <= 1_000_000_000, dollarsWords)
  .refine((value) => Number(value.toFixed(6)) === value, 'expected six decimals at most')
  .meta({ title: 'US dollars', exclusiveMinimum: 0, maximum: 1_000_000_000 });

const countPeriods = periodsOf(count);

/** What a token, a project or a group may use: the same fields at each. */
export const limitsSchema = z.strictObject({
  requests_per_minute: count.optional(),
  input_tokens_per_minute: count.optional(),
  output_tokens_per_minute: count.optional(),
  concurrency: wholeNumber(1, 100_000).optional(),
  requests: countPeriods.optional(),
  tokens: countPeriods.optional(),
  usd: periodsOf(limitDollars).optional(),
});

function periodsOf<Schema extends z.ZodType>(schema: Schema) {
  const field = schema.optional();
  return z.strictObject({ day: field, month: field, lifetime: field });
}

/** The keys of limits that stand under this path, for telling what a misspelt one should have been. */
export function limitKeys(path: string): Record<string, readonly string[]> {
  return {
    [path]: Object.keys(limitsSchema.shape),
    ...Object.fromEntries(quotaNames.map((name) => [`${path}.${name}`, periods])),
  };
}

/** What the docs and the JSON Schema say of limits under this path. */
export function limitWords(path: string, whose: string): Record<string, FieldWords> {
  const rows: [string, string][] = [
    ['requests_per_minute', 'Requests in any 60 seconds.'],
    ['input_tokens_per_minute', 'What is sent to models, in any 60 seconds.'],
    ['output_tokens_per_minute', 'What models answer, in any 60 seconds.'],
    ['concurrency', 'Requests under way at once.'],
    ...periodWords('requests', 'Requests'),
    ...periodWords('tokens', 'Input and output together'),
    ...periodWords('usd', 'US dollars'),
  ];
  return {
    [path]: { says: `What ${whose} may use. What is left out is not limited, and {} limits nothing.`, leftOut: 'none' },
    ...Object.fromEntries(rows.map(([name, says]) => [`${path}.${name}`, { says, leftOut: 'not limited' }])),
  };
}

function periodWords(name: string, what: string): [string, string][] {
  return [
    [name, `${what}, by the calendar in UTC.`],
    [`${name}.day`, `${what} in a day.`],
    [`${name}.month`, `${what} in a month.`],
    [`${name}.lifetime`, `${what} ever.`],
  ];
}
