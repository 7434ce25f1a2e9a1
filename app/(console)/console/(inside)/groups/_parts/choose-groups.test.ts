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
const ids = (query: Parameters<typeof chooseGroups>[1]) => chooseGroups(groups, query).map(({ id }) => id);

it.each([
  [{}, ['a', 'b']],
  [{ sort: '-id' }, ['b', 'a']],
  [{ sort: '-tokens' }, ['a', 'b']],
  [{ sort: 'failed' }, ['a', 'b']],
  [{ sort: '-failed' }, ['b', 'a']],
  [{ sort: 'constructor' }, ['a', 'b']],
  [{ q: 'CHAT' }, ['b']],
  [{ q: 'quick' }, ['a']],
  [{ owner: 'file' }, ['a']],
  [{ q: 'x' }, []],
])('of all groups %j asks for %j', (query, expected) => {
  expect(ids(query)).toEqual(expected);
});
