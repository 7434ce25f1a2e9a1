import { readMeta } from './samples';

/** One fence of a page: its language, what stands beside it, and its code. */
export interface Fence {
  language: string;
  title: string;
  /** Which of a group it is, where it is one of several. */
  tab: string;
  code: string;
}

/** The fenced code of a page's Markdown, in order. */
export function fencesOf(markdown: string): Fence[] {
  return [...markdown.matchAll(/^```(\w*)(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', meta = '', code = '']) => {
    const { title = '', tab = '' } = readMeta(meta);
    return { language, title, tab, code };
  });
}
