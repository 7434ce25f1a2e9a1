import { beforeAll, describe, expect, it } from 'vitest';
import { faultCodes, faultPagePath } from '../faults/catalogue';
import { compilePage } from './compile-page';
import { endpoints } from './endpoints';
import { readPages } from './read-pages';
import { type SearchEntry, searchEntries } from './search-entries';
import { searchIndex } from './search-index';
import { readSections } from './search-sections';
import { settingGroups } from './settings';

let entries: SearchEntry[];

beforeAll(async () => {
  entries = await searchEntries();
});

const ofKind = (kind: SearchEntry['kind']) => entries.filter((entry) => entry.kind === kind);

describe('what the search finds', () => {
  it('is every page and every heading, at the address that the page itself has for it', async () => {
    const expected: string[] = [];
    for (const page of await readPages()) {
      const { headings } = await compilePage(page);
      expected.push(page.path, ...headings.map(({ url }) => page.path + url));
    }
    expect(ofKind('docs').map(({ address }) => address)).toEqual(expected);
  });

  it('is every fault, every setting, every address of the API, and the words of the glossary', () => {
    expect(ofKind('error').map(({ address }) => address)).toEqual(faultCodes.map(faultPagePath));
    const names = settingGroups.flatMap(({ settings }) => Object.keys(settings));
    expect(ofKind('setting').map(({ codes }) => codes)).toEqual(names.map((name) => [name]));
    expect(ofKind('api').map(({ codes }) => codes)).toEqual(endpoints.map(({ path }) => [path]));
    expect(ofKind('word').map(({ title }) => title)).toContain('model group');
  });

  it('leads to pages that are there', async () => {
    const written = new Set((await readPages()).map(({ path }) => path));
    const places = entries.filter(({ kind }) => kind !== 'error').map(({ address }) => address.split('#')[0] ?? '');
    expect(places.filter((place) => !written.has(place))).toEqual([]);
  });

  it('says where each section stands', () => {
    const tokens = entries.find(({ address }) => address === '/docs/administering/command-line#tokens');
    expect(tokens?.trail).toEqual(['Administering', 'Command line']);
    const groups = entries.find(({ address }) => address === '/docs/reference/configuration-schema#groups');
    expect(groups?.text).toContain('retry.attempts: How many tries');
  });

  it('holds nothing of its reader, and no markup', async () => {
    const { body, etag } = await searchIndex();
    expect(JSON.parse(body)).toEqual(entries);
    expect(body).not.toMatch(/\{\{|rtrPlaceholder|"text":"[^"]*<[A-Z]\w+ ?\/>/);
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect((await searchIndex()).etag).toBe(etag);
  });
});

describe('a page that is cut at its headings', () => {
  const read = (body: string) =>
    readSections({ file: 'x.mdx', title: 'X', description: 'X.', section: '', slug: 'x', path: '/docs/x', body });

  it('keeps the text of everything in it, and of its examples every name once', async () => {
    const { opening, sections, rows } = await read(
      [
        'Before **all**.\n\n## One `code`\n\n- an\n- item\n\n| A | B |\n| --- | --- |\n| `a` | b |\n| c | d. |\n| e | f |\n',
        '### Under it\n\n```bash\nask "{{apiBase}}/models"\nask base_url\n```\n\n<Box>\n\n## Boxed\n\nIn a box, <Origin />.\n\n</Box>\n',
      ].join('\n'),
    );
    expect(opening).toEqual({ text: 'Before all.', code: '' });
    expect(sections).toEqual([
      { id: 'one-code', title: 'One code', above: null, text: 'an item a · b; c · d. e · f;', code: '' },
      { id: 'under-it', title: 'Under it', above: 'One code', text: '', code: 'bash ask v1 models base_url' },
      { id: 'boxed', title: 'Boxed', above: null, text: 'In a box, .', code: '' },
    ]);
    expect(rows).toEqual([
      ['a', 'b'],
      ['c', 'd.'],
      ['e', 'f'],
    ]);
  });
});
