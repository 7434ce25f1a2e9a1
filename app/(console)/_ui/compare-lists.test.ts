import { describe, expect, it } from 'vitest';
import { compareLists } from './compare-lists';

const target = (model: string, weight: number) => ({ provider: 'local', model, weight });

describe('two lists', () => {
  it('are compared item by item, targets by their provider and model', () => {
    const from = [target('a', 1), target('b', 1), target('c', 1)];
    const to = [target('b', 1), target('c', 5), target('d', 1)];
    expect(compareLists(from, to)).toEqual({
      items: [
        { key: 'local/a', was: target('a', 1) },
        { key: 'local/c', was: target('c', 1), is: target('c', 5), fields: [['weight', 1, 5]] },
        { key: 'local/d', is: target('d', 1) },
      ],
      unchanged: 1,
      moved: false,
    });
  });

  it('of the same items in another order are said to be so', () => {
    expect(compareLists(['x', 'y'], ['y', 'x'])).toEqual({ items: [], unchanged: 2, moved: true });
  });

  it('may be none at all, before or after', () => {
    expect(compareLists(null, ['x'])).toEqual({ items: [{ key: 'x', is: 'x' }], unchanged: 0, moved: false });
    expect(compareLists({ tools: true }, null)?.items).toEqual([{ key: 'tools', was: true }]);
  });

  it('are no two texts', () => {
    expect(compareLists('a', 'b')).toBeNull();
    expect(compareLists(null, 'b')).toBeNull();
  });

  it('and an object is compared by its fields, in whatever order they are', () => {
    const from = { tools: { a: 1, b: 2 }, vision: false };
    expect(compareLists(from, { vision: true, tools: { b: 2, a: 1 } })).toEqual({
      items: [{ key: 'vision', was: false, is: true, fields: [['', false, true]] }],
      unchanged: 1,
      moved: false,
    });
  });
});
