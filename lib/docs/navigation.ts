import { z } from 'zod';

/** One MDX file of the docs: where it lies in the content folder, and its text. */
export interface SourceFile {
  /** Relative to the content folder, with `/`: `10-getting-started/10-available-models-and-access.mdx`. */
  file: string;
  frontmatter: unknown;
  body: string;
}

export const Frontmatter = z.strictObject({
  title: z.string('a page needs a title').trim().min(1, 'a page needs a title'),
  description: z.string('a page needs a description').trim().min(1, 'a page needs a description'),
});
export type Frontmatter = z.infer<typeof Frontmatter>;

export interface DocsPage extends Frontmatter {
  file: string;
  body: string;
  /** Folder of the content's top level, numbers dropped; empty at the root. */
  section: string;
  /** `getting-started/available-models-and-access`; the root's is empty. */
  slug: string;
  /** The page's address on this deployment. */
  path: string;
}

export interface NavigationSection {
  title: string;
  /** The section's own page, when it has one. */
  index: DocsPage | null;
  pages: DocsPage[];
}

/** The files are the navigation: their order is the reading order, and `NN-` orders without showing in the address. */
export function readNavigation(files: readonly SourceFile[]): DocsPage[] {
  const pages = files.toSorted(byPlace).map(readPage);
  const taken = new Map<string, string>();
  for (const page of pages) {
    const other = taken.get(page.slug);
    if (other !== undefined) throw new Error(`${page.file} and ${other} have one address: ${page.path}`);
    taken.set(page.slug, page.file);
  }
  return pages;
}

/** The sidebar: one section a folder, named after the folder unless its index page has a title of its own. */
export function sectionsOf(pages: readonly DocsPage[]): NavigationSection[] {
  const folders = [...new Set(pages.map((page) => page.section))];
  return folders.map((folder) => {
    const members = pages.filter((page) => page.section === folder);
    const index = members.find((page) => page.slug === folder);
    return {
      title: index?.title ?? inWords(folder),
      index: index ?? null,
      pages: members.filter((page) => page !== index),
    };
  });
}

/** The pages before and after one, in the order of the sidebar. */
export function neighboursOf(
  page: DocsPage,
  pages: readonly DocsPage[],
): { before: DocsPage | null; after: DocsPage | null } {
  const place = pages.findIndex((each) => each.slug === page.slug);
  return { before: pages[place - 1] ?? null, after: pages[place + 1] ?? null };
}

function readPage({ file, frontmatter, body }: SourceFile): DocsPage {
  const parsed = Frontmatter.safeParse(frontmatter);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'frontmatter'}: ${issue.message}`);
    throw new Error(`${file}: ${problems.join('; ')}`);
  }
  const names = segments(file).map((segment) => segment.replace(/^\d+-/, ''));
  const slug = (names.at(-1) === 'index' ? names.slice(0, -1) : names).join('/');
  const section = names.length > 1 ? (names[0] ?? '') : '';
  return { ...parsed.data, file, body, section, slug, path: slug ? `/docs/${slug}` : '/docs' };
}

function segments(file: string): string[] {
  return file.replace(/\.mdx$/, '').split('/');
}

/** Folder by folder; an index comes before its neighbours, a page before a folder of the same number. */
function byPlace(one: SourceFile, other: SourceFile): number {
  const left = segments(one.file);
  const right = segments(other.file);
  for (let depth = 0; depth < Math.min(left.length, right.length); depth += 1) {
    const [a, b] = [left[depth] ?? '', right[depth] ?? ''];
    if (a === b) continue;
    if (a === 'index') return -1;
    if (b === 'index') return 1;
    return a.localeCompare(b, 'en', { numeric: true });
  }
  return left.length - right.length;
}

function inWords(folder: string): string {
  return folder.replace(/(^|-)([a-z])/g, (_all, gap: string, letter: string) => (gap && ' ') + letter.toUpperCase());
}
