import type { ChartData, ChartLook, ChartSeries } from './chart-data';

/** Which line is whose: its colour and its dash, beside its name. */
export function Legend({ series, kind }: { series: readonly ChartSeries[]; kind: ChartData['kind'] }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-soft text-xs">
      {series.map(({ name, look, isDrawn = true }) => (
        <li key={name} className="flex min-w-0 max-w-full items-center gap-1.5">
          {kind === 'lines' ? <LineSign look={look} /> : <AreaSign look={look} />}
          <span className="min-w-0 truncate" title={name}>
            {name}
            {!isDrawn && ', too large to be drawn beside the others'}
          </span>
        </li>
      ))}
    </ul>
  );
}

function LineSign({ look }: { look: ChartLook }) {
  return (
    <svg viewBox="0 0 24 6" className="h-1.5 w-6 shrink-0" aria-hidden="true">
      <path d="M0 3h24" stroke={look.colour} strokeWidth="2" strokeDasharray={look.dash || undefined} />
    </svg>
  );
}

function AreaSign({ look }: { look: ChartLook }) {
  return (
    <svg viewBox="0 0 12 12" className="size-3 shrink-0" fill="none" stroke={look.colour} aria-hidden="true">
      <rect
        x="0.75"
        y="0.75"
        width="10.5"
        height="10.5"
        strokeWidth="1.5"
        fill={look.texture === 'plain' ? look.colour : 'none'}
      />
      {look.texture === 'stripes' && <path d="M1 8 8 1M4 11 11 4" strokeWidth="1.5" />}
      {look.texture === 'dots' && <path d="M4 4h.01M8 4h.01M4 8h.01M8 8h.01" strokeWidth="2" strokeLinecap="round" />}
    </svg>
  );
}
