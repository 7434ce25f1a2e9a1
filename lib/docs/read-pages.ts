import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { type DocsPage, readNavigation, type SourceFile } from './navigation';
import { readShownFile, showFiles } from './shown-files';

const contentFolder = 'app/(docs)/_content';

let pagesOnce: Promise<DocsPage[]> | undefined;

/** Every page written by hand, in reading order. Under `next dev` the files are read anew each time. */
export function readPages(): Promise<DocsPage[]> {
  if (process.env.NODE_ENV !== 'production') return readFolder();
  pagesOnce ??= readFolder();
  return pagesOnce;
}

async function readFolder(): Promise<DocsPage[]> {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), contentFolder);
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith('.mdx'));
  return readNavigation(
    await Promise.all(
      files.map(async (file) => {
        const source = splitFrontmatter(
          file.replaceAll(path.sep, '/'),
          await readFile(path.join(folder, file), 'utf8'),
        );
        return { ...source, body: await showFiles(source.body, readShownFile) };
      }),
    ),
  );
}

function splitFrontmatter(file: string, text: string): SourceFile {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text);
  return {
    file,
    frontmatter: match ? parse(match[1] ?? '') : undefined,
    body: match ? text.slice(match[0].length) : text,
  };
}
