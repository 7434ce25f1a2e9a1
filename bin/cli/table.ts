import { cutToWidth, displayWidth } from './display-width';
import { type Paint, plain } from './paint';

export interface Column<Row> {
  title: string;
  value(row: Row): string;
  align?: 'right';
  /** May be cut where the terminal is too narrow; what is copied from the screen, an id, may not. */
  mayShrink?: boolean;
  paint?(text: string, row: Row): string;
}

export interface TableOptions<Row> {
  paint: Paint;
  /** The terminal's width; without it nothing is cut. */
  width?: number;
  /** The sum under the rows. */
  footer?: Row;
}

const gap = '  ';
const narrowest = 8;

/** Rows for people: aligned, numbers to the right, no lines to get in the way of copying. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], options: TableOptions<Row>) {
  const { paint, footer } = options;
  const all = footer === undefined ? rows : [...rows, footer];
  const cells = all.map((row) => columns.map((column) => plain(column.value(row))));
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...cells.map((line) => displayWidth(line[index] ?? ''))),
  );
  if (options.width !== undefined) shrink(columns, widths, options.width);

  const renderLine = (line: readonly string[], dress: (text: string, column: Column<Row>) => string) =>
    columns
      .map((column, index) => {
        const width = widths[index] ?? 0;
        const cell = cutToWidth(line[index] ?? '', width);
        const padding = ' '.repeat(Math.max(0, width - displayWidth(cell)));
        if (column.align === 'right') return padding + dress(cell, column);
        return dress(cell, column) + (index === columns.length - 1 ? '' : padding);
      })
      .join(gap)
      .trimEnd();

  const head = renderLine(
    columns.map(({ title }) => title),
    paint.dim,
  );
  const lines = cells.map((line, index) => {
    const row = all[index];
    const isFooter = footer !== undefined && index === all.length - 1;
    return renderLine(line, (text, column) => {
      if (isFooter) return paint.bold(text);
      return column.paint && row !== undefined ? column.paint(text, row) : text;
    });
  });
  return [head, ...lines].join('\n');
}

/** Takes from the widest column that may give, until all fit or none can give more. */
function shrink(columns: readonly Column<never>[], widths: number[], most: number): void {
  const total = () => widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1));
  while (total() > most) {
    const candidates = widths.flatMap((width, index) =>
      columns[index]?.mayShrink && width > narrowest ? [{ width, index }] : [],
    );
    const widest = candidates.sort((one, other) => other.width - one.width)[0];
    if (!widest) return;
    widths[widest.index] = widest.width - 1;
  }
}
