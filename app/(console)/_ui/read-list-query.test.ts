import { describe, expect, it } from 'vitest';
import { UserQuery } from '@/lib/admin/contract/callers';
import type { Query } from './address';
import { readListQuery } from './read-list-query';

const read = (query: Query) => readListQuery(query, UserQuery, 'user');

describe('what an address asks of a list', () => {
  it('is the verb’s own fields, and the order as one word', () => {
    expect(read({ search: 'bob', status: 'active', sort: '-tokens', after: '3.bob' })).toEqual({
      input: {
        ...{ search: 'bob', status: 'active', after: '3.bob' },
        ...{ sort: 'tokens', direction: 'desc', limit: '50' },
      },
      shown: { search: 'bob', status: 'active', after: '3.bob', sort: '-tokens' },
      sort: '-tokens',
      isNarrowed: true,
    });
    expect(read({ sort: 'user' })).toMatchObject({ shown: { sort: undefined }, sort: 'user', isNarrowed: false });
  });

  it('is without what no list can be narrowed by, and without a place of another order', () => {
    const nothing = { sort: 'user', direction: 'asc', limit: '50' };
    expect(read({ status: 'fine', sort: 'weight', limit: '9', direction: 'up', else: 'x' }).input).toEqual(nothing);
    expect(read({ after: '3.bob' }).input).toEqual(nothing);
    expect(read({ after: 'bob', sort: 'tokens' }).input).toEqual({ ...nothing, sort: 'tokens' });
  });
});
