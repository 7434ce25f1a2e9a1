'use client';

import dynamic from 'next/dynamic';
import type { ChartData } from './chart-data';

/** The drawing's library is fetched by pages that have a chart, after what can be read is there. Its place is kept meanwhile. */
const Drawing = dynamic(() => import('./drawing').then((module) => module.Drawing), {
  ssr: false,
  loading: () => <div aria-hidden="true" className="h-full rounded-md bg-surface" />,
});

export function LazyDrawing(props: { data: ChartData; title: string }) {
  return <Drawing {...props} />;
}
