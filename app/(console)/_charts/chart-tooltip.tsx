import type { ChartData } from './chart-data';
import { figure, startOf } from './figures';

/** The figures of one bucket, where the pointer or the keyboard is. */
export function ChartTooltip({
  data: { starts, series, unit, bucketSeconds },
  place,
}: {
  data: ChartData;
  place: number;
}) {
  const at = starts[place];
  if (at === undefined) return null;
  return (
    <div className="max-w-72 rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-menu">
      <p className="font-medium text-ink">from {startOf(at, bucketSeconds)} UTC</p>
      <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5">
        {series.map(({ name, look, values }) => (
          <div key={name} className="contents">
            <dt className="flex min-w-0 items-center gap-1.5 text-soft">
              <svg viewBox="0 0 16 4" className="h-1 w-4 shrink-0" aria-hidden="true">
                <path d="M0 2h16" stroke={look.colour} strokeWidth="2" strokeDasharray={look.dash || undefined} />
              </svg>
              <span className="truncate">{name}</span>
            </dt>
            <dd className="text-right text-ink tabular-nums">{figure(values[place] ?? null, unit)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
