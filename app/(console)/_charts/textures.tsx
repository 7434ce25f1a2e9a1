import type { ChartLook, ChartSeries } from './chart-data';

/** What areas are filled with: a texture each, so that they are told apart without their colours. */
export function Textures({ id, series }: { id: string; series: readonly ChartSeries[] }) {
  return (
    <defs>
      {series.map(({ name, look }) => (
        <pattern key={name} id={idOf(id, look)} width="7" height="7" patternUnits="userSpaceOnUse">
          <rect width="7" height="7" fill={look.colour} opacity={look.texture === 'plain' ? 0.28 : 0.12} />
          {look.texture === 'stripes' && <path d="M-1 8 8 -1" stroke={look.colour} strokeWidth="1.5" />}
          {look.texture === 'dots' && <circle cx="3.5" cy="3.5" r="1.2" fill={look.colour} />}
        </pattern>
      ))}
    </defs>
  );
}

export function fillOf(id: string, look: ChartLook): string {
  return `url(#${idOf(id, look)})`;
}

const idOf = (id: string, { texture }: ChartLook) => `${id}-${texture}`;
