import { EmptyState } from '@/app/_ui/empty-state';
import { Chart } from '@/app/(console)/_charts/chart';
import { type ChartData, type ChartSeries, fitsAmong, lineLooks, othersLook } from '@/app/(console)/_charts/chart-data';
import { cost, figure, milliseconds } from '@/app/(console)/_charts/figures';
import type { TimedFigures } from '@/lib/admin/usage/figures';
import type { UsageSeries } from '@/lib/admin/usage/series';

interface Shown {
  id: string;
  title: string;
  unit: ChartData['unit'];
  read: (figures: TimedFigures) => number | null;
  tell: (totals: TimedFigures) => string;
}

const shown: readonly Shown[] = [
  {
    id: 'requests',
    title: 'Requests',
    unit: 'count',
    read: ({ requests }) => requests,
    tell: ({ requests }) => figure(requests, 'count'),
  },
  {
    id: 'failed',
    title: 'Failed requests',
    unit: 'count',
    read: ({ failed }) => failed,
    tell: ({ failed }) => figure(failed, 'count'),
  },
  {
    ...{ id: 'tokens', title: 'Model tokens, in and out', unit: 'count' },
    read: (each) => each.input_tokens + each.output_tokens,
    tell: (each) => figure(each.input_tokens + each.output_tokens, 'count'),
  },
  { id: 'usd', title: 'Cost', unit: 'usd', read: (each) => each.usd, tell: (each) => cost(each) },
  {
    ...{ id: 'latency', title: 'Latency, 95th percentile', unit: 'milliseconds' },
    read: ({ latency_ms }) => latency_ms?.p95 ?? null,
    tell: ({ latency_ms }) => (latency_ms ? milliseconds(latency_ms.p95) : 'none measured'),
  },
  {
    ...{ id: 'first-token', title: 'Time to first token, 95th percentile', unit: 'milliseconds' },
    read: ({ first_token_ms }) => first_token_ms?.p95 ?? null,
    tell: ({ first_token_ms }) => (first_token_ms ? milliseconds(first_token_ms.p95) : 'none measured'),
  },
];

/** The same figures apart: a line for each of the greatest, and one for all others. */
export function ChartsBy({ answer }: { answer: UsageSeries }) {
  const { series, starts, bucket_seconds, by } = answer;
  if (series.length === 0)
    return <EmptyState title="No request in this span">Choose a longer one, or send a request.</EmptyState>;
  // Whose failures they are is known of targets alone: an answer has one target, a failure of another may stand behind it.
  const { tried_in_vain } = answer;
  const charts = shown.filter(({ id }) => id !== 'failed' || tried_in_vain === null);
  const named = series.map((each) => ({ ...each, name: each.name ?? 'all others' }));
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      {charts.map(({ id, title, unit, read, tell }) => (
        <Chart
          key={id}
          id={`chart-${id}`}
          title={`${title}, by ${by}`}
          summary={`${named
            .slice(0, 3)
            .map(({ name, totals }) => `${name}: ${tell(totals)}`)
            .join('; ')}${named.length > 3 ? '; and more below' : ''}.`}
          data={{
            ...{ kind: 'lines', unit, starts, bucketSeconds: bucket_seconds },
            series: linesOf(answer, read),
          }}
        />
      ))}
      {tried_in_vain && <TriedInVain answer={answer} told={tried_in_vain} />}
    </div>
  );
}

function TriedInVain({
  answer,
  told: { from, lines },
}: {
  answer: UsageSeries;
  told: NonNullable<UsageSeries['tried_in_vain']>;
}) {
  if (lines.length === 0)
    return (
      <EmptyState title="No target was tried in vain">Each one that was asked in this span gave an answer.</EmptyState>
    );
  const places = new Map(answer.series.map(({ name }, place) => [name, place]));
  const free = lineLooks.slice(answer.series.length);
  const since =
    from === answer.from
      ? ''
      : ` Counted since ${from.slice(0, 16).replace('T', ' ')} UTC: of the newest 1,000 requests with any trouble.`;
  return (
    <Chart
      id="chart-in-vain"
      title="Tried in vain, by target"
      summary={`${lines
        .slice(0, 3)
        .map(({ target, total }) => `${target}: ${figure(total, 'count')}`)
        .join('; ')}; whoever answered afterwards.${since}`}
      data={{
        ...{ kind: 'lines', unit: 'count', starts: answer.starts, bucketSeconds: answer.bucket_seconds },
        series: lines.map(({ target, points }) => {
          // One target has one look in all charts of the page.
          const look = lineLooks[places.get(target) ?? -1] ?? free.shift() ?? othersLook;
          return { name: target, look, values: points };
        }),
      }}
    />
  );
}

function linesOf({ series }: UsageSeries, read: Shown['read']): ChartSeries[] {
  const values = series.map(({ points }) => points.map(read));
  return series.map(({ name }, line) => {
    const own = values[line] ?? [];
    if (name !== null) return { name, look: lineLooks[line] ?? othersLook, values: own };
    return { name: 'all others', look: othersLook, values: own, isDrawn: fitsAmong(own, values.slice(0, line)) };
  });
}
