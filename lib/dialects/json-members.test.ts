import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, findMembers, removeMember } from './json-members';

/** A member as it was written: everything that a re-serialisation would lose is in these texts. */
interface Written {
  name: string;
  nameText: string;
  valueText: string;
}

const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 });
const content = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '/', '\n', '\u2028', 'é', '😀'),
    maxLength: 8,
  }),
);
/** The same string in one of several spellings. */
const string = fc.tuple(content, fc.constantFrom('plain', 'ascii', 'slashes')).map(([value, spelling]) => {
  const plain = JSON.stringify(value);
  if (spelling === 'slashes') return plain.replaceAll('/', '\\/');
  if (spelling === 'plain') return plain;
  return `"${[...Array(value.length).keys()].map((at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
});
const scalar = fc.oneof(
  fc.constantFrom('1.0', '-0', '0.10', '1e400', '1E+2', '12345678901234567890', '-1.50e-7', 'true', 'false', 'null'),
  string,
);
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc
      .tuple(space, fc.array(fc.tuple(space, tie('value'), space), { maxLength: 3 }))
      .map(([gap, items]) => `[${gap}${items.map((item) => item.join('')).join(',')}]`),
    fc
      .tuple(space, fc.array(fc.tuple(space, string, space, tie('value'), space), { maxLength: 3 }))
      .map(
        ([gap, items]) => `{${gap}${items.map(([a, name, b, inner, c]) => `${a}${name}${b}:${inner}${c}`).join(',')}}`,
      ),
  ),
}));
const member = fc
  .tuple(fc.oneof(string, fc.constantFrom('"model"', '"m\\u006fdel"', '"1"', '""')), value)
  .map(([nameText, valueText]): Written => ({ name: JSON.parse(nameText), nameText, valueText }));
/** An object's text, and its members as they were put into it. */
const written = fc
  .tuple(space, fc.array(fc.tuple(space, member, space, space, space), { maxLength: 5 }), space, space)
  .map(([before, items, inside, after]) => ({
    members: items.map(([, each]) => each),
    text: `${before}{${items.map(([a, each, b, c, d]) => `${a}${each.nameText}${b}:${c}${each.valueText}${d}`).join(',') || inside}}${after}`,
  }));

describe('findMembers', () => {
  it('finds every member where it stands, whatever the spacing, spelling and nesting', () => {
    fc.assert(
      fc.property(written, ({ text, members }) => {
        JSON.parse(text);
        const found = findMembers(text);
        expect(found.map(({ name }) => name)).toEqual(members.map(({ name }) => name));
        expect(found.map(({ valueStart, end }) => text.slice(valueStart, end))).toEqual(
          members.map(({ valueText }) => valueText),
        );
        expect(found.every(({ start }) => text[start] === '"')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['an empty object', '{}', []],
    ['an empty object with room in it', ' { \n } ', []],
    ['braces inside a name and a value', '{"}":"{","{":"}"}', ['}', '{']],
    ['a value that ends in a backslash', '{"a":"\\\\","b":1}', ['a', 'b']],
    ['a value that ends in an escaped quote', '{"a":"\\\\\\"","b":1}', ['a', 'b']],
    ['duplicate names', '{"a":1,"a":2}', ['a', 'a']],
    ['an escaped name', '{"\\u006dodel":1}', ['model']],
    ['an object as the last value', '{"a":{"b":{}}}', ['a']],
  ])('reads %s', (_what, text, names) => {
    expect(findMembers(text).map(({ name }) => name)).toEqual(names);
  });

  it('passes over a string of 20 MB in under 100 ms', () => {
    const text = `{"messages":[{"url":"data:image/png;base64,${'iVBORw0KGgo'.repeat(1_900_000)}"}],"model":"a"}`;
    expect(findMembers(text).map(({ name }) => name)).toEqual(['messages', 'model']);
    expect(quickest(() => findMembers(text))).toBeLessThan(100);
  });

  it('takes time in proportion to the text, however many members it has', () => {
    const text = `{${Array.from({ length: 200_000 }, (_, at) => `"${at}":1`).join(',')}}`;
    expect(findMembers(text)).toHaveLength(200_000);
    expect(quickest(() => findMembers(text))).toBeLessThan(500);
  });
});

describe('applyEdits', () => {
  it('replaces exactly the values it is told to and keeps every other byte', () => {
    fc.assert(
      fc.property(written, fc.infiniteStream(fc.boolean()), value, ({ text, members }, chosen, replacement) => {
        const edits = findMembers(text).flatMap((each, at) =>
          chosen.next().value ? [{ at, start: each.valueStart, end: each.end, text: replacement }] : [],
        );
        const edited = applyEdits(text, [...edits].reverse());
        const replaced = new Set(edits.map(({ at }) => at));
        let rest = edited;
        // What lies between the values is the same, piece by piece.
        let from = 0;
        findMembers(text).forEach((each, at) => {
          const before = text.slice(from, each.valueStart);
          expect(rest.startsWith(before)).toBe(true);
          const now = replaced.has(at) ? replacement : members[at]?.valueText;
          expect(rest.slice(before.length).startsWith(now ?? '')).toBe(true);
          rest = rest.slice(before.length + (now?.length ?? 0));
          from = each.end;
        });
        expect(rest).toBe(text.slice(from));
        JSON.parse(edited);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the text back when there is nothing to edit', () => {
    expect(applyEdits('{"a": 1.0}', [])).toBe('{"a": 1.0}');
  });
});

describe('removeMember', () => {
  it('takes one member out and leaves valid JSON with all the others', () => {
    fc.assert(
      fc.property(written, fc.nat(), ({ text, members }, pick) => {
        fc.pre(members.length > 0);
        const index = pick % members.length;
        const edit = removeMember(findMembers(text), index);
        const left = applyEdits(text, edit ? [edit] : []);
        JSON.parse(left);
        expect(findMembers(left).map(({ valueStart, end }) => left.slice(valueStart, end))).toEqual(
          members.filter((_, at) => at !== index).map(({ valueText }) => valueText),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('has nothing to take out where there is no such member', () => {
    expect(removeMember(findMembers('{"a":1}'), 1)).toBeNull();
  });
});

/** Milliseconds of the best of five: what else the machine does is not the scanner's. */
function quickest(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}
