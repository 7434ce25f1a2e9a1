import { catalogue, faultCodes, faultPagePath } from '../faults/catalogue';
import { endpoints } from './endpoints';
import { type DocsPage, sectionsOf } from './navigation';
import { readPages } from './read-pages';
import { readSections, type Section } from './search-sections';
import { settingGroups } from './settings';

/** One thing that a reader can be led to. */
export interface SearchEntry {
  kind: 'docs' | 'error' | 'setting' | 'api' | 'word';
  /** On this deployment, with the heading's fragment where it has one. */
  address: string;
  title: string;
  /** Where it stands, from the outermost inwards: `Using`, `Streaming`. */
  trail: readonly string[];
  /** What programs know it by: a fault's code and status, a setting's name, an address of the API. */
  codes: readonly string[];
  text: string;
  /** The names in its examples, which are found too, and tell less. */
  code: string;
}

export const settingsPage = '/docs/reference/settings';
export const endpointsPage = '/docs/reference/http-api';
export const glossaryPage = '/docs/reference/glossary';

/** Everything that the search finds. Nothing of it depends on who reads it, or where. */
export async function searchEntries(): Promise<SearchEntry[]> {
  const pages = await readPages();
  const folders = new Map(
    sectionsOf(pages).flatMap(({ title, index, pages: members }) =>
      [...members, ...(index ? [index] : [])].map((page) => [page.path, page === index ? '' : title] as const),
    ),
  );
  const written = await Promise.all(pages.map((page) => entriesOf(page, folders.get(page.path) ?? '')));
  return [...written.flat(), ...faults(), ...settings(), ...addresses()];
}

async function entriesOf(page: DocsPage, folder: string): Promise<SearchEntry[]> {
  const { opening, sections, rows } = await readSections(page);
  const outer = folder ? [folder] : [];
  // The rows of the glossary are entries of their own; as its text they would answer for every page that explains a word.
  const said = page.path === glossaryPage ? '' : opening.text;
  const text = [page.description, said].filter(Boolean).join(' ');
  return [
    { kind: 'docs', address: page.path, title: page.title, trail: outer, codes: [], text, code: opening.code },
    ...sections.map((section) => entryOf(page, section, outer)),
    ...(page.path === glossaryPage ? rows.map((row) => word(page, row)) : []),
  ];
}

function entryOf(page: DocsPage, { id, title, above, text, code }: Section, outer: readonly string[]): SearchEntry {
  const trail = [...outer, page.title, ...(above ? [above] : [])];
  return { kind: 'docs', address: `${page.path}#${id}`, title, trail, codes: [], text, code };
}

function word(page: DocsPage, [name = '', ...meaning]: readonly string[]): SearchEntry {
  return {
    kind: 'word',
    address: page.path,
    title: name,
    trail: [page.title],
    codes: [],
    text: meaning.join(' '),
    code: '',
  };
}

function faults(): SearchEntry[] {
  return faultCodes.map((code) => {
    const { status, title, message, calling, running } = catalogue[code];
    const text = `${message} ${calling} ${running}`;
    return {
      kind: 'error',
      address: faultPagePath(code),
      title,
      trail: ['Errors'],
      codes: [code, `${status}`],
      text,
      code: '',
    };
  });
}

function settings(): SearchEntry[] {
  return settingGroups.flatMap(({ title, settings: members }) =>
    Object.entries(members).map(([name, { description, default: value }]) => ({
      ...{ kind: 'setting' as const, address: `${settingsPage}#${name}`, title: name, trail: ['Settings', title] },
      ...{ codes: [name], text: value === null ? description : `${description} Default: ${value}.`, code: '' },
    })),
  );
}

function addresses(): SearchEntry[] {
  return endpoints.map(({ method, path, summary, body }) => {
    const needs = body ? ` The body needs ${body.required.join(', ')}.` : '';
    const title = `${method.toUpperCase()} ${path}`;
    return {
      kind: 'api',
      address: endpointsPage,
      title,
      trail: ['HTTP API'],
      codes: [path],
      text: summary + needs,
      code: '',
    };
  });
}
