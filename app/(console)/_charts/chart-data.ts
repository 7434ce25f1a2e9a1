/** What one chart shows, as the server hands it to the browser. */
export interface ChartData {
  /** `lines` for what is compared, `stack` for parts of a whole. */
  kind: 'lines' | 'stack';
  unit: ChartUnit;
  /** When each bucket begins, ISO 8601; every series has a value for each, null where nothing was measured. */
  starts: readonly string[];
  bucketSeconds: number;
  series: readonly ChartSeries[];
}

export type ChartUnit = 'count' | 'milliseconds' | 'usd';

export interface ChartSeries {
  name: string;
  look: ChartLook;
  values: readonly (number | null)[];
  /** False where it would press all others flat: then it stands in the table alone. */
  isDrawn?: boolean;
}

/** A colour of app/_ui/tokens.css with a dash or a texture beside it, because colour alone says nothing to some. */
export interface ChartLook {
  colour: string;
  dash: string;
  texture: 'plain' | 'stripes' | 'dots' | 'outline';
}

const line = (place: number, dash: string): ChartLook => ({
  colour: `var(--chart-${place})`,
  dash,
  texture: 'plain',
});

/** In the order in which lines are given them: the greatest has the plainest. */
export const lineLooks: readonly ChartLook[] = [
  line(1, ''),
  line(2, '7 3'),
  line(3, '2 3'),
  line(4, '9 3 2 3'),
  line(5, '5 5'),
  line(6, '12 4'),
  line(7, '2 5'),
  line(8, '7 3 2 3 2 3'),
];

export const othersLook: ChartLook = { colour: 'var(--muted)', dash: '1 4', texture: 'plain' };

/** How requests end, from the ground up. */
export const outcomeLooks = {
  completed: { colour: 'var(--chart-1)', dash: '', texture: 'plain' },
  failed: { colour: 'var(--bad)', dash: '', texture: 'stripes' },
  refused: { colour: 'var(--warn)', dash: '', texture: 'dots' },
  cancelled: { colour: 'var(--muted)', dash: '', texture: 'outline' },
} as const satisfies Record<string, ChartLook>;

/** So many times the greatest of the named lines, all others together leave nothing of those to be seen. */
const mostTimes = 4;

/** Is the line of all others small enough to be drawn among the named ones? */
export function fitsAmong(others: readonly (number | null)[], named: readonly (readonly (number | null)[])[]): boolean {
  const greatest = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));
  return greatest(others) <= mostTimes * Math.max(...named.map(greatest));
}
