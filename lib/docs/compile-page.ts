import { compile, type Jsx, run } from '@mdx-js/mdx';
import { rehypeCode } from 'fumadocs-core/mdx-plugins/rehype-code';
import { remarkGfm } from 'fumadocs-core/mdx-plugins/remark-gfm';
import { remarkHeading } from 'fumadocs-core/mdx-plugins/remark-heading';
import * as jsxRuntime from 'react/jsx-runtime';
import { z } from 'zod';
import { codeTheme } from './code-theme';
import { type Fence, fencesOf } from './fences';
import type { DocsPage } from './navigation';
import { rehypePlaceholders, remarkPlaceholders } from './placeholders';
import { fillsIn, readMeta, remarkSamples, runs } from './samples';
import { rehypeTableColumns } from './table-columns';

export interface CompiledPage {
  /** The page as a component: give it the elements that stand for headings, code and placeholders. */
  Content: Awaited<ReturnType<typeof run>>['default'];
  /** Its headings, in order. */
  headings: readonly PageHeading[];
  /** Has it examples that a caller token makes the reader's own? */
  usesToken: boolean;
}

const PageHeading = z.object({ title: z.string(), url: z.string(), depth: z.number() });
export type PageHeading = z.infer<typeof PageHeading>;

const compiled = new Map<string, { body: string; page: Promise<CompiledPage> }>();

/** Compiles a page the first time it is read, and again only when its text has changed. */
export function compilePage(page: DocsPage): Promise<CompiledPage> {
  const before = compiled.get(page.file);
  if (before?.body === page.body) return before.page;
  const result = compileBody(page);
  compiled.set(page.file, { body: page.body, page: result });
  result.catch(() => compiled.delete(page.file));
  return result;
}

async function compileBody(page: DocsPage): Promise<CompiledPage> {
  const code = await compile(
    { path: page.file, value: page.body },
    {
      outputFormat: 'function-body',
      remarkPlugins: [remarkGfm, remarkHeading, remarkSamples, remarkPlaceholders],
      rehypePlugins: [[rehypeCode, highlighting], rehypePlaceholders, rehypeTableColumns],
    },
  );
  const { Fragment, jsx, jsxs } = jsxRuntime;
  const module = await run(code, { Fragment, jsx: jsx as Jsx, jsxs: jsxs as Jsx, baseUrl: 'file:///docs/' });
  return {
    Content: module.default,
    headings: z.array(PageHeading).parse(code.data.toc ?? []),
    usesToken: fillsIn(page.body) !== null || fencesOf(page.body).some(asksWithToken),
  };
}

/** The state of the server, which a page may ask as well, needs no token. */
const asksTheApi = /\/v1\b|\{\{apiBase\}\}/;

function asksWithToken({ language, code }: Fence): boolean {
  return language === 'bash' && runs(code) && asksTheApi.test(code);
}

const highlighting = {
  themes: { light: codeTheme },
  defaultColor: 'light',
  icon: false,
  tab: false,
  parseMetaString: (meta: string) => {
    const { tab: _theGroups, ...attributes } = readMeta(meta);
    return attributes;
  },
} as const;
