import { compile, type Jsx, run } from '@mdx-js/mdx';
import { rehypeCode } from 'fumadocs-core/mdx-plugins/rehype-code';
import { remarkGfm } from 'fumadocs-core/mdx-plugins/remark-gfm';
import { remarkHeading } from 'fumadocs-core/mdx-plugins/remark-heading';
import * as jsxRuntime from 'react/jsx-runtime';
import type { DocsPage } from './navigation';
import { rehypePlaceholders, remarkPlaceholders } from './placeholders';

/** A page as a component: give it the elements that stand for headings, code and placeholders. */
export type PageContent = Awaited<ReturnType<typeof run>>['default'];

const compiled = new Map<string, { body: string; content: Promise<PageContent> }>();

/** Compiles a page the first time it is read, and again only when its text has changed. */
export function compilePage(page: DocsPage): Promise<PageContent> {
  const before = compiled.get(page.file);
  if (before?.body === page.body) return before.content;
  const content = compileBody(page);
  compiled.set(page.file, { body: page.body, content });
  content.catch(() => compiled.delete(page.file));
  return content;
}

async function compileBody(page: DocsPage): Promise<PageContent> {
  const code = await compile(
    { path: page.file, value: page.body },
    {
      outputFormat: 'function-body',
      remarkPlugins: [remarkGfm, remarkHeading, remarkPlaceholders],
      rehypePlugins: [[rehypeCode, highlighting], rehypePlaceholders],
    },
  );
  const { Fragment, jsx, jsxs } = jsxRuntime;
  const module = await run(code, { Fragment, jsx: jsx as Jsx, jsxs: jsxs as Jsx, baseUrl: 'file:///docs/' });
  return module.default;
}

/** Both colours of every word travel as CSS variables; the style sheet picks by the reader's colour scheme. */
const highlighting = {
  themes: { light: 'github-light-default', dark: 'github-dark-default' },
  defaultColor: false,
  icon: false,
  tab: false,
} as const;
