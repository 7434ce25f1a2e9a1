import { faultCodes, faultPagePath } from '../faults/catalogue';
import { type MarkdownContext, markdownPage } from './markdown-page';
import type { DocsPage } from './navigation';
import type { ResolvedPage } from './resolve-page';

/** Every page as Markdown, one after the other, for a program that would rather ask once. */
export function llmsFullTxt(pages: readonly DocsPage[], context: MarkdownContext): string {
  const all: { path: string; page: ResolvedPage }[] = [
    ...pages.map((page) => ({ path: page.path, page: { kind: 'written' as const, page } })),
    ...faultCodes.map((code) => ({ path: faultPagePath(code), page: { kind: 'fault' as const, code } })),
  ];
  return all
    .map(({ path, page }) => `Source: ${context.origin}${path}\n\n${markdownPage(page, context)}`)
    .join('\n---\n\n');
}
