import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { roles } from '../exchange/roles';
import { actions, includesRole, mayRole } from './roles';

const file = path.resolve(
  import.meta.dirname,
  '../../app/(docs)/_content/20-administering/4-administrators-and-roles.mdx',
);

it('the docs page has the table of roles, every action of it and no other', () => {
  const rows = readFileSync(file, 'utf8').match(/^\| `[a-z-]+:[a-z-]+` \|.*$/gm) ?? [];
  const expected = actions.map((action) => {
    const marks = roles.map((role) => (mayRole(role, action) ? 'yes' : 'no'));
    return [action, ...marks];
  });
  expect(
    rows.map((row) =>
      row
        .split('|')
        .map((cell) => cell.replaceAll('`', '').trim())
        .slice(1, 6),
    ),
  ).toEqual(expected);
});

it('a role includes those that may no more than it', () => {
  const included = roles.map((role) => roles.filter((other) => includesRole(role, other)));
  expect(included).toEqual([
    ['owner', 'admin', 'operator', 'viewer'],
    ['admin', 'operator', 'viewer'],
    ['operator'],
    ['viewer'],
  ]);
});
