import type { UsageFigures } from '@/lib/gateway/contract';
import type { Usage } from '../_ask/answers';

export interface UsageSummary {
  today: UsageFigures;
  month: UsageFigures;
  /** Every day of the span, the oldest first, those without a request too. */
  days: readonly { date: string; requests: number }[];
}

const dayMs = 86_400_000;
/** As long as the longest month, so that the span holds all of this one. */
export const shownDays = 31;

/** The first day of what is asked for. Days are days in UTC, as the router counts them. */
export function firstDay(now: number): string {
  return dayOf(now - (shownDays - 1) * dayMs);
}

export function summariseUsage(usage: Usage, now: number): UsageSummary {
  const today = dayOf(now);
  const requestsOn = (date: string) => sum(usage.days.filter((day) => day.date === date)).requests;
  return {
    today: sum(usage.days.filter(({ date }) => date === today)),
    month: sum(usage.days.filter(({ date }) => date.slice(0, 7) === today.slice(0, 7))),
    days: Array.from({ length: shownDays }, (_, place) => {
      const date = dayOf(now - (shownDays - 1 - place) * dayMs);
      return { date, requests: requestsOn(date) };
    }),
  };
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function sum(days: readonly UsageFigures[]): UsageFigures {
  const total = { requests: 0, input_tokens: 0, cached_input_tokens: 0, output_tokens: 0, usd: 0 };
  for (const day of days) for (const name of Object.keys(total) as (keyof UsageFigures)[]) total[name] += day[name];
  return total;
}
