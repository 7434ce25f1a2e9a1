import { type Limits, periods, quotaNames } from '@/lib/exchange/limits';

/** A limit that a form has a field for. */
export interface LimitField {
  /** As a refusal and a difference call it: `usd.month`. */
  path: string;
  label: string;
  isMoney: boolean;
  read(limits: Limits): number | undefined;
}

const rateLabels = {
  requests_per_minute: 'Requests per minute',
  input_tokens_per_minute: 'Input tokens per minute',
  output_tokens_per_minute: 'Output tokens per minute',
  concurrency: 'Requests at once',
} as const;
const quotaLabels = { requests: 'Requests', tokens: 'Input and output tokens', usd: 'US dollars' } as const;
const periodLabels = { day: 'per day', month: 'per month', lifetime: 'ever' } as const;

const rateFields = Object.entries(rateLabels).map(([name, label]): LimitField => {
  return { path: name, label, isMoney: false, read: (limits) => limits[name as keyof typeof rateLabels] };
});

/** A row of one, and one for each of what is counted by the calendar. */
export const limitRows: readonly (readonly LimitField[])[] = [
  rateFields,
  ...quotaNames.map((name) =>
    periods.map((period): LimitField => {
      const label = `${quotaLabels[name]} ${periodLabels[period]}`;
      return { path: `${name}.${period}`, label, isMoney: name === 'usd', read: (limits) => limits[name]?.[period] };
    }),
  ),
];

export const limitFields: readonly LimitField[] = limitRows.flat();

/** By the names that a refusal's fields are found by. */
export const limitLabels: Readonly<Record<string, string>> = Object.fromEntries(
  limitFields.map(({ path, label }) => [labelName(path), label]),
);

/** `usd.month` is `usd_month` among a form's labels. */
export function labelName(path: string): string {
  return path.replace('.', '_');
}
