import { describe, expect, it } from 'vitest';
import type { Usage } from '../_ask/answers';
import { firstDay, shownDays, summariseUsage } from './usage-figures';

const now = Date.UTC(2027, 2, 31, 23, 59);
const day = (date: string, group: string, requests: number) => ({
  date,
  group,
  requests,
  input_tokens: requests * 10,
  cached_input_tokens: 0,
  output_tokens: requests,
  usd: requests / 100,
});
const usage: Usage = {
  object: 'usage',
  token_id: 'rtr_metrum_alice_demo_dev_k1',
  from: '',
  to: '',
  totals: day('', '', 0),
  limits: [],
  days: [
    day('2027-03-31', 'default', 2),
    day('2027-03-31', 'coding', 3),
    day('2027-03-01', 'default', 10),
    day('2027-02-28', 'default', 100),
  ],
};

describe('what a token has used', () => {
  it('is added up over groups for today and for the month, days being days in UTC', () => {
    const { today, month } = summariseUsage(usage, now);
    expect(today).toMatchObject({ requests: 5, input_tokens: 50, output_tokens: 5, usd: 0.05 });
    expect(month).toMatchObject({ requests: 15 });
  });

  it('has a bar for every day, and the whole of the longest month', () => {
    const { days } = summariseUsage(usage, now);
    expect(days).toHaveLength(shownDays);
    expect(days[0]).toEqual({ date: '2027-03-01', requests: 10 });
    expect(days[1]).toEqual({ date: '2027-03-02', requests: 0 });
    expect(days.at(-1)).toEqual({ date: '2027-03-31', requests: 5 });
    expect(firstDay(now)).toBe('2027-03-01');
  });
});
