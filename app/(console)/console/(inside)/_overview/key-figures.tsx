import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { TextLink } from '@/app/_ui/text-link';
import { cost, figure, milliseconds } from '@/app/(console)/_charts/figures';
import { CountLink } from '@/app/(console)/_ui/count-link';
import type { Overview } from '@/lib/admin/overview/read-overview';
import { compared, comparedTime, share } from './compared';

interface Props {
  overview: Overview;
  /** What the page is narrowed to. */
  filter: Readonly<Record<string, string | undefined>>;
}

/** The figures that are looked at first, each beside the span before; those that count requests lead to them. */
export function KeyFigures({ overview, filter }: Props) {
  const { totals, previous, fell_back, from, to } = overview;
  const these = { ...filter, from, to };
  const tokens = totals.input_tokens + totals.output_tokens;
  const tokensBefore = previous.input_tokens + previous.output_tokens;
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg bg-line md:grid-cols-3">
        <Figure
          name="Requests"
          value={<CountLink count={totals.requests} requests={these} />}
          note={compared(totals.requests, previous.requests)}
        >
          {totals.refused > 0 && (
            <>
              <CountLink count={totals.refused} requests={{ ...these, outcome: 'refused' }} /> refused before any
              target.{' '}
            </>
          )}
          {totals.cancelled > 0 && (
            <>
              <CountLink count={totals.cancelled} requests={{ ...these, outcome: 'cancelled' }} /> left by their
              callers.
            </>
          )}
        </Figure>
        <Figure
          name="Failed"
          value={<CountLink count={totals.failed} requests={{ ...these, outcome: 'failed' }} />}
          note={compared(totals.failed, previous.failed)}
        >
          {totals.requests > 0 && `${share(totals.failed, totals.requests)} of all requests. `}
          {fell_back > 0 && (
            <>
              <CountLink count={fell_back} requests={{ ...these, fell_back: 'true' }} /> more were answered by a
              fallback.
            </>
          )}
        </Figure>
        <Figure
          name="Cost"
          value={cost(totals)}
          note={totals.priced === 0 && totals.requests > 0 ? 'no price known' : compared(totals.usd, previous.usd)}
        >
          <Priced totals={totals} />
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

/** Of how many requests a cost is the sum of: what has no price is not in it. */
function Priced({ totals: { requests, priced } }: { totals: Overview['totals'] }) {
  if (requests === priced) return null;
  if (priced > 0) return `Of the ${figure(priced, 'count')} that have a price.`;
  return (
    <>
      None of these requests has a price. One is set with a <TextLink href="/console/providers">provider’s</TextLink>{' '}
      model.
    </>
  );
}

const time = (value: number | undefined) => (value === undefined ? '–' : milliseconds(value));

interface FigureProps {
  name: string;
  value: ReactNode;
  note: string;
  children?: ReactNode;
}

function Figure({ name, value, note, children }: FigureProps) {
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
