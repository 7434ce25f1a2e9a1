import { EmptyState } from '@/app/_ui/empty-state';
import { Chart } from '@/app/(console)/_charts/chart';
import { type ChartData, type ChartLook, lineLooks, outcomeLooks } from '@/app/(console)/_charts/chart-data';
import { figure, milliseconds, startOf } from '@/app/(console)/_charts/figures';
import type { Overview } from '@/lib/admin/overview/read-overview';
import { share } from './compared';

type Bucket = Overview['buckets'][number];
const [first, second] = lineLooks as [ChartLook, ChartLook];

/** All requests together over time: how they ended, what they used, and how long they took. */
export function ChartsTogether({ overview }: { overview: Overview }) {
  const { buckets, bucket_seconds, totals } = overview;
  const data = (
    kind: ChartData['kind'],
    unit: ChartData['unit'],
    series: [string, ChartLook, (bucket: Bucket) => number | null][],
  ) => ({
    ...{ kind, unit, bucketSeconds: bucket_seconds, starts: buckets.map(({ at }) => at) },
    series: series.map(([name, look, read]) => ({ name, look, values: buckets.map(read) })),
  });
  const busiest = buckets.reduce(
    (most, bucket) => (bucket.requests > most.requests ? bucket : most),
    buckets[0] as Bucket,
  );
  const busy = `${figure(totals.requests, 'count')} requests, ${share(totals.failed, totals.requests)} of them failed; the most, ${figure(busiest.requests, 'count')}, from ${startOf(busiest.at, bucket_seconds)} UTC.`;
  if (totals.requests === 0)
    return <EmptyState title="No request in this span">Choose a longer one, or send a request.</EmptyState>;
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      <Chart
        id="chart-requests"
        title="Requests and how they ended"
        summary={busy}
        data={data('stack', 'count', [
          ['completed', outcomeLooks.completed, ({ completed }) => completed],
          ['failed', outcomeLooks.failed, ({ failed }) => failed],
          ['refused', outcomeLooks.refused, ({ refused }) => refused],
          ['left by the caller', outcomeLooks.cancelled, ({ cancelled }) => cancelled],
        ])}
      />
      <Chart
        id="chart-tokens"
        title="Model tokens"
        summary={`${figure(totals.input_tokens, 'count')} tokens in and ${figure(totals.output_tokens, 'count')} out, as providers counted them.`}
        data={data('lines', 'count', [
          ['in', first, ({ input_tokens }) => input_tokens],
          ['out', second, ({ output_tokens }) => output_tokens],
        ])}
      />
      <Chart
        id="chart-latency"
        title="Latency"
        summary={tellTimes('Completed requests took', totals.latency_ms)}
        data={data('lines', 'milliseconds', [
          ['median', first, ({ latency_ms }) => latency_ms?.p50 ?? null],
          ['95th percentile', second, ({ latency_ms }) => latency_ms?.p95 ?? null],
        ])}
      />
      <Chart
        id="chart-first-token"
        title="Time to first token"
        summary={tellTimes('Streams began after', totals.first_token_ms)}
        data={data('lines', 'milliseconds', [
          ['median', first, ({ first_token_ms }) => first_token_ms?.p50 ?? null],
          ['95th percentile', second, ({ first_token_ms }) => first_token_ms?.p95 ?? null],
        ])}
      />
    </div>
  );
}

function tellTimes(what: string, times: { p50: number; p95: number } | null): string {
  if (!times) return 'Nothing was measured in this span.';
  return `${what} ${milliseconds(times.p50)} in the median, and ${milliseconds(times.p95)} or less for 95 of 100.`;
}
