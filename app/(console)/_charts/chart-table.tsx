import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { ChartData } from './chart-data';
import { figure, startOf } from './figures';

/** The figures of a chart, the newest first; buckets in which nothing was are left out. */
export function ChartTable({
  data: { starts, series, unit, bucketSeconds },
  title,
}: {
  data: ChartData;
  title: string;
}) {
  const places = starts.map((_, place) => place).filter((place) => series.some(({ values }) => values[place]));
  if (places.length === 0) return <p className="text-muted">There are no figures in this span.</p>;
  return (
    <Table label={`${title}, as a table`}>
      <thead>
        <tr>
          <HeadCell>From (UTC)</HeadCell>
          {series.map(({ name }) => (
            <HeadCell key={name} numeric>
              {name}
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.toReversed().map((place) => (
          <Row key={starts[place]}>
            <Cell className="whitespace-nowrap tabular-nums">
              <time dateTime={starts[place]} title={starts[place]}>
                {startOf(starts[place] ?? '', bucketSeconds)}
              </time>
            </Cell>
            {series.map(({ name, values }) => (
              <Cell key={name} numeric>
                {figure(values[place] ?? null, unit)}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
