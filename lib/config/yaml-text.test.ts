// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { describe, expect, it } from 'vitest';
import { maxTextLength, readYamlText } from './yaml-text';

const told = (text: string) =>
  readYamlText(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('readYamlText', () => {
  it('takes a reference inside braces, though YAML has braces of its own', () => {
    const { value, problems } = readYamlText('a: { b: ${B}, c: "${C}" } # ${D}\nd: ${E}\n');
    expect(problems).toEqual([]);
    expect(JSON.stringify(value)).toBe('{"a":{"b":"${B}","c":"${C}"},"d":"${E}"}');
  });

  it.each([
    ['a bracket left open', 'a: [1, 2\nb: 3\n', /^2:1 the YAML is broken here/],
    ['a tab for indentation', 'a:\n\tb: 1\n', /^2:1 the YAML is broken here: Tabs are not allowed as indentation/],
    ['a second document', 'a: 1\n---\nb: 2\n', /^2:1 a second YAML document begins here; the file holds one$/],
    ['an unknown tag', 'a: !secret x\n', /^1:4 a YAML tag/],
    ['a mapping as a key', '? {a: 1}\n: 2\n', /^1:3 a key must be text$/],
    ['an alias of nothing', 'a: *b\n', /^1:4 an alias with no anchor of that name before it$/],
    ['an alias of itself', 'a: &a [*a]\n', /^1:7 an alias that contains itself$/],
    ['a map that merges itself', 'a: &a { <<: *a }\n', /^1:7 an alias that contains itself$/],
    ['a merge of a text', 'a: { <<: text }\n', /^1:4 "<<" takes a mapping, or a list of mappings$/],
  ])('tells of %s, with its place', (_what, text, expected) => {
    expect(told(text)[0]).toMatch(expected);
  });

  it('quotes nothing of a broken text', () => {
    expect(told('api_key: [sk-very-secret\nx: "sk-very-secret\n} sk-very-secret: {').join('\n')).not.toContain(
      'secret',
    );
  });

  it('ends before aliases of aliases fill the memory', () => {
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1,1]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'].map((pair) => [...pair])) {
      bomb.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(',')}]`);
    }
    const { value, problems } = readYamlText(bomb.join('\n'));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      { line: 7, message: 'the aliases write out to more than 2000000 values; write fewer of them' },
    ]);
  });

  it('refuses a nesting and a size that no true file has', () => {
    expect(told(`${'['.repeat(100)}${']'.repeat(100)}`)[0]).toContain('nested too deeply');
    expect(told(' '.repeat(maxTextLength + 1))[0]).toContain('larger than 16 MiB');
    for (const opener of ['[', '{', '- ', '? ', '{a: ', '[[ ']) {
      expect(told(opener.repeat(50_000))[0]).toBe('1:1 nested too deeply to be read');
    }
  });

  it('finds places in what was merged in', () => {
    const { locate } = readYamlText('a: &a\n  x: 1\n  y: [2, 3]\nb:\n  <<: *a\n  x: 5\nc:\n');
    expect(locate(['b', 'y', 1])).toEqual({ line: 3, column: 10 });
    expect(locate(['b', 'x'])).toEqual({ line: 6, column: 6 });
    expect(locate(['b', 'x'], 'key')).toEqual({ line: 6, column: 3 });
    expect(locate(['b', 'nothing'])).toEqual({ line: 5, column: 3 });
    expect(locate(['c'])).toEqual({ line: 7, column: 1 });
    expect(locate([])).toEqual({ line: 1, column: 1 });
  });
});
