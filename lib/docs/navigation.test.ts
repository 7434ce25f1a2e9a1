import { describe, expect, it } from 'vitest';
import { neighboursOf, readNavigation, sectionsOf } from './navigation';

const file = (name: string, frontmatter: unknown = { title: name, description: 'About it.' }) => ({
  file: name,
  frontmatter,
  body: '',
});

describe('readNavigation', () => {
  it('takes order and address from the names of the files', () => {
    const pages = readNavigation([
      file('100-errors/index.mdx'),
      file('20-administering/10-config-as-code.mdx'),
      file('10-getting-started/20-quickstart.mdx'),
      file('10-getting-started/5-first.mdx'),
      file('index.mdx'),
    ]);
    expect(pages.map((page) => page.path)).toEqual([
      '/docs',
      '/docs/getting-started/first',
      '/docs/getting-started/quickstart',
      '/docs/administering/config-as-code',
      '/docs/errors',
    ]);
  });

  it('refuses two files with one address', () => {
    expect(() => readNavigation([file('10-a/10-b.mdx'), file('10-a/20-b.mdx')])).toThrow(
      '10-a/20-b.mdx and 10-a/10-b.mdx have one address: /docs/a/b',
    );
  });

  it.each([
    [null, 'a.mdx: frontmatter'],
    [{ description: 'x' }, 'a.mdx: title: a page needs a title'],
    [{ title: ' ', description: 'x' }, 'a.mdx: title: a page needs a title'],
    [{ title: 'x' }, 'a.mdx: description: a page needs a description'],
    [{ title: 'x', description: 'x', titel: 'x' }, 'titel'],
  ])('refuses frontmatter %j', (frontmatter, words) => {
    expect(() => readNavigation([file('a.mdx', frontmatter)])).toThrow(words);
  });
});

describe('sectionsOf', () => {
  it('names a section after its folder, or after its index page', () => {
    const pages = readNavigation([
      file('index.mdx'),
      file('10-getting-started/10-a.mdx'),
      file('20-errors/index.mdx', { title: 'Faults', description: 'x' }),
    ]);
    expect(sectionsOf(pages).map((section) => [section.title, section.index?.path, section.pages.length])).toEqual([
      ['index.mdx', '/docs', 0],
      ['Getting Started', undefined, 1],
      ['Faults', '/docs/errors', 0],
    ]);
  });
});

describe('neighboursOf', () => {
  it('leads through all pages in reading order, and past neither end', () => {
    const pages = readNavigation([file('index.mdx'), file('10-a/10-b.mdx'), file('20-c/index.mdx')]);
    expect(
      pages.map((page) => neighboursOf(page, pages)).map(({ before, after }) => [before?.path, after?.path]),
    ).toEqual([
      [undefined, '/docs/a/b'],
      ['/docs', '/docs/c'],
      ['/docs/a/b', undefined],
    ]);
  });
});
