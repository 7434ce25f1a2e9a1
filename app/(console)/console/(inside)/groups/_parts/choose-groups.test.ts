import { expect, it } from 'vitest';
import type { GroupRow } from '@/lib/admin/groups/asked';
import { chooseGroups } from './choose-groups';

const group = (id: string, some: Partial<GroupRow> = {}): GroupRow => ({
  ...{ id, title: null, aliases: [], discoverable: false, strategy: 'weighted', managed_by: 'console' },
  ...{ targets: 1, enabled_targets: 1, tokens: 0, version: 1, updated_at: '2026-11-25T00:00:00.000Z' },
  last_day: { requests: 0, failed: 0 },
  ...some,
});
const groups = [
  group('b', { tokens: 5, title: 'For Chat', last_day: { requests: 10, failed: 1 } }),
  group('a', { tokens: 9, aliases: ['quick'], managed_by: 'file', last_day: { requests: 100, failed: 2 } }),
];
const ids = (query: Parameters<typeof chooseGroups>[1]) => chooseGroups(groups, query).data.map(({ id }) => id);

it.each([
  [{}, ['a', 'b']],
  [{ sort: '-id' }, ['b', 'a']],
  [{ sort: '-tokens' }, ['a', 'b']],
  [{ sort: 'failed' }, ['a', 'b']],
  [{ sort: '-failed' }, ['b', 'a']],
  [{ sort: 'constructor' }, ['a', 'b']],
  [{ search: 'CHAT' }, ['b']],
  [{ search: 'quick' }, ['a']],
  [{ managed_by: 'file' }, ['a']],
  [{ search: 'x' }, []],
])('of all groups %j asks for %j', (query, expected) => {
  expect(ids(query)).toEqual(expected);
});

it('pages through them there and back, and shows the last page where there are fewer by now', () => {
  const many = Array.from({ length: 120 }, (_, index) => group(`g${String(index).padStart(3, '0')}`));
  const page = (query: Parameters<typeof chooseGroups>[1]) => {
    const { data, total, previous, next } = chooseGroups(many, query);
    return [data[0]?.id, data.length, total, previous, next];
  };
  expect(page({})).toEqual(['g000', 50, 120, null, '50']);
  expect(page({ after: '50' })).toEqual(['g050', 50, 120, '50', '100']);
  expect(page({ after: '100' })).toEqual(['g100', 20, 120, '100', null]);
  expect(page({ before: '100' })).toEqual(page({ after: '50' }));
  expect(page({ before: '20' })).toEqual(page({}));
  expect(page({ after: '999' })[1]).toBe(20);
  expect(page({ after: 'x' })).toEqual(page({}));
});
