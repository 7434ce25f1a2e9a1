import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { figure, milliseconds, usd } from '@/app/(console)/_charts/figures';
import type { Overview } from '@/lib/admin/overview/read-overview';
import { compared, comparedTime, share } from './compared';

/** The figures that are looked at first, each beside the span before. */
export function KeyFigures({ overview: { totals, previous, fell_back } }: { overview: Overview }) {
  const tokens = totals.input_tokens + totals.output_tokens;
  const tokensBefore = previous.input_tokens + previous.output_tokens;
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg bg-line md:grid-cols-3">
        <Figure
          name="Requests"
          value={figure(totals.requests, 'count')}
          note={compared(totals.requests, previous.requests)}
        >
          {totals.refused > 0 && `${figure(totals.refused, 'count')} refused before any target. `}
          {totals.cancelled > 0 && `${figure(totals.cancelled, 'count')} left by their callers.`}
        </Figure>
        <Figure name="Failed" value={figure(totals.failed, 'count')} note={compared(totals.failed, previous.failed)}>
          {totals.requests > 0 && `${share(totals.failed, totals.requests)} of all requests. `}
          {fell_back > 0 && `${figure(fell_back, 'count')} more were answered by a fallback.`}
        </Figure>
        <Figure name="Cost" value={usd(totals.usd)} note={compared(totals.usd, previous.usd)}>
          Of what has a price.
        </Figure>
        <Figure name="Model tokens" value={figure(tokens, 'count')} note={compared(tokens, tokensBefore)}>
          {`${figure(totals.input_tokens, 'count')} in, ${figure(totals.output_tokens, 'count')} out.`}
        </Figure>
        <Figure
          name="Latency, median"
          value={time(totals.latency_ms?.p50)}
          note={comparedTime(totals.latency_ms?.p50, previous.latency_ms?.p50)}
        >
          {totals.latency_ms && `95th percentile ${milliseconds(totals.latency_ms.p95)}.`}
        </Figure>
        <Figure
          name="First token, median"
          value={time(totals.first_token_ms?.p50)}
          note={comparedTime(totals.first_token_ms?.p50, previous.first_token_ms?.p50)}
        >
          {totals.first_token_ms && `95th percentile ${milliseconds(totals.first_token_ms.p95)}.`}
        </Figure>
      </dl>
    </Card>
  );
}

const time = (value: number | undefined) => (value === undefined ? '–' : milliseconds(value));

function Figure({ name, value, note, children }: { name: string; value: string; note: string; children?: ReactNode }) {
  return (
    <div className="bg-raised px-5 py-4">
      <dt className="text-muted text-xs">{name}</dt>
      <dd>
        <span className="block font-semibold text-2xl tabular-nums tracking-tight">{value}</span>
        <span className="block text-muted text-xs">{note}</span>
        <span className="mt-1 block text-soft text-xs empty:hidden">{children}</span>
      </dd>
    </div>
  );
}
