import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import type { ChartData } from './chart-data';
import { ChartTable } from './chart-table';
import { LazyDrawing } from './lazy-drawing';
import { Legend } from './legend';

interface Props {
  id: string;
  title: string;
  /** What it shows, in one sentence with its figures: whoever does not see the drawing has this and the table. */
  summary: ReactNode;
  data: ChartData;
}

/** A chart: its heading, what it says in words, the drawing, and the figures as a table. */
export function Chart({ id, title, summary, data }: Props) {
  return (
    <Card className="min-w-0">
      <section aria-labelledby={id} className="p-5">
        <h2 id={id} className="font-semibold text-base tracking-tight">
          {title}
        </h2>
        <p className="mt-0.5 text-pretty text-muted text-sm">{summary}</p>
        <div className="mt-4 h-56">
          <LazyDrawing data={data} title={title} />
        </div>
        <Legend series={data.series} kind={data.kind} />
        <details className="mt-3 text-sm">
          <summary className="w-fit rounded-sm text-muted transition-colors hover:text-ink">Show as table</summary>
          <div className="mt-3 max-h-80 overflow-y-auto">
            <ChartTable data={data} title={title} />
          </div>
        </details>
      </section>
    </Card>
  );
}
