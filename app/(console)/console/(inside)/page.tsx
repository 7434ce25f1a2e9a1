import type { Metadata } from 'next';
import { ask, mayHere } from '../../_act/ask';
import { readQuery } from '../../_ui/address';
import { PageHead } from '../../_ui/page-head';
import { Attention } from './_overview/attention';
import { ByCaller } from './_overview/by-caller';
import { ByLinks } from './_overview/by-links';
import { ChartsBy } from './_overview/charts-by';
import { ChartsTogether } from './_overview/charts-together';
import { FirstSteps } from './_overview/first-steps';
import { Greatest } from './_overview/greatest';
import { KeyFigures } from './_overview/key-figures';
import { Narrowed } from './_overview/narrowed';
import { readOverviewQuery } from './_overview/read-overview-query';
import { SpanLinks } from './_overview/span-links';
import { TargetHealth } from './_overview/target-health';

export const metadata: Metadata = { title: 'Overview' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OverviewPage({ searchParams }: Props) {
  const query = await readQuery(searchParams);
  const { span, by, filter } = readOverviewQuery(query);
  const start = await ask('overview.start', {});
  const attention = await ask('overview.attention', {});
  const overview = await ask('overview.read', { span, ...filter });
  const apart = by === null ? null : await ask('usage.series', { span, by, ...filter });
  return (
    <>
      <PageHead title="Overview" actions={<SpanLinks span={span} query={query} />}>
        What this deployment does, and what needs you. All times are UTC.
      </PageHead>
      <FirstSteps done={start} />
      <Narrowed query={query} filter={filter} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <KeyFigures overview={overview} filter={filter} />
        <Attention attention={attention} />
      </div>
      <ByLinks
        by={by}
        query={query}
        seesCallers={await mayHere('usage:callers')}
        bucketSeconds={overview.bucket_seconds}
      />
      {apart ? <ChartsBy answer={apart} /> : <ChartsTogether overview={overview} />}
      <div className="mt-5 grid items-start gap-5 xl:grid-cols-2">
        {apart && <ByCaller answer={apart} query={query} filter={filter} />}
        <Greatest what="group" overview={overview} query={query} filter={filter} />
        <Greatest what="target" overview={overview} query={query} filter={filter} />
        <TargetHealth targets={attention.targets} />
      </div>
    </>
  );
}
