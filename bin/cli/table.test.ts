import { expect, it } from 'vitest';
import { displayWidth } from './display-width';
import { paintFor } from './paint';
import { renderTable } from './table';

interface Row {
  name: string;
  count: number;
}

const paint = paintFor(process.stdout, { NO_COLOR: '1' });
const columns = [
  { title: 'NAME', value: (row: Row) => row.name, mayShrink: true },
  { title: 'COUNT', value: (row: Row) => String(row.count), align: 'right' as const },
  { title: 'LAST', value: () => 'x' },
];

it('aligns columns, with numbers to the right and the sum below', () => {
  const rows = [
    { name: 'default', count: 5 },
    { name: 'a', count: 1200 },
  ];
  expect(renderTable(columns, rows, { paint, footer: { name: 'total', count: 1205 } }).split('\n')).toEqual([
    'NAME     COUNT  LAST',
    'default      5  x',
    'a         1200  x',
    'total     1205  x',
  ]);
});

it('counts what a text takes on the screen, and not its characters', () => {
  expect(['é', 'e\u0301', '模型', '👩‍💻', 'ok', '\u200b'].map(displayWidth)).toEqual([1, 1, 4, 2, 2, 0]);
  const lines = renderTable(
    columns,
    [
      { name: '模型', count: 1 },
      { name: 'abcde', count: 2 },
    ],
    { paint },
  ).split('\n');
  expect(new Set(lines.slice(1).map((line) => displayWidth(line))).size).toBe(1);
});

it('is cut to the width of a terminal, where a column may be, and nowhere else', () => {
  const rows = [{ name: 'a name that is rather long for a table', count: 1 }];
  const cut = renderTable(columns, rows, { paint, width: 30 }).split('\n');
  expect(cut.map((line) => displayWidth(line) <= 30)).toEqual([true, true]);
  expect(cut[1]).toContain('…');
  expect(renderTable(columns, rows, { paint })).toContain(rows[0]?.name);
});

it('lets no control character through to a terminal', () => {
  const table = renderTable(columns, [{ name: 'a\u001b[2Jb\nc\u202e', count: 1 }], { paint });
  expect(table).toContain('a [2Jb c');
  expect(table.split('\n')).toHaveLength(2);
});
