'use client';

import { useId } from 'react';
import { Area, AreaChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ChartData, ChartSeries } from './chart-data';
import { ChartTooltip } from './chart-tooltip';
import { shortFigure, startOf } from './figures';
import { fillOf, Textures } from './textures';

/** The drawing itself. The arrow keys go from bucket to bucket once it has the focus. */
export function Drawing({ data, title }: { data: ChartData; title: string }) {
  const id = useId().replaceAll(':', '');
  const { kind, unit, starts, bucketSeconds } = data;
  // In a stack the edge of what is nothing would lie on the edge of something, and look like it.
  const series = data.series.filter(
    ({ isDrawn = true, values }) => isDrawn && (kind === 'lines' || values.some(Boolean)),
  );
  const rows = starts.map((at, place) => ({
    at,
    ...Object.fromEntries(series.map(({ values }, line) => [line, values[place] ?? null])),
  }));
  const common = { data: rows, margin: { top: 8, right: 8, bottom: 0, left: 0 }, accessibilityLayer: true, title };
  const axes = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        tickFormatter={(at: string) => startOf(at, bucketSeconds)}
        minTickGap={48}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-strong)' }}
        tick={words}
      />
      <YAxis
        width={56}
        tickFormatter={(value: number) => shortFigure(value, unit)}
        allowDecimals={unit !== 'count'}
        domain={[0, 'auto']}
        tickLine={false}
        axisLine={false}
        tick={words}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--field)', strokeDasharray: '3 3' }}
        content={({ active, label }) =>
          active ? <ChartTooltip data={data} place={starts.indexOf(String(label))} /> : null
        }
      />
    </>
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === 'lines' ? (
        <LineChart {...common}>
          {axes}
          {series.map((each, line) => (
            <Line key={each.name} dataKey={line} name={each.name} {...lineProps(each)} />
          ))}
        </LineChart>
      ) : (
        <AreaChart {...common}>
          <Textures id={id} series={series} />
          {axes}
          {series.map((each, line) => (
            <Area
              key={each.name}
              dataKey={line}
              name={each.name}
              stackId="all"
              fill={fillOf(id, each.look)}
              fillOpacity={1}
              {...lineProps(each)}
            />
          ))}
        </AreaChart>
      )}
    </ResponsiveContainer>
  );
}

const words = { fill: 'var(--muted)', fontSize: 11 };

function lineProps({ look, values }: ChartSeries) {
  // One measured point among unmeasured ones has no line to be seen by.
  const isSparse = values.filter((value) => value !== null).length < 12;
  return {
    type: 'linear' as const,
    stroke: look.colour,
    strokeWidth: 1.75,
    strokeDasharray: look.dash,
    dot: isSparse && values.some((value) => value === null) ? { r: 2, fill: look.colour, strokeWidth: 0 } : false,
    activeDot: { r: 3 },
    isAnimationActive: false,
    connectNulls: false,
  };
}
