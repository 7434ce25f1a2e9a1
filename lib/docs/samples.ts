import type { Code, Root as MarkdownRoot, Parent, RootContent } from 'mdast';
import { parseCurl } from './parse-curl';

/**
 * Fenced code of a page, before the highlighter: what stands in its meta beside the title, and which fences belong together.
 *
 * Fences that follow one another and have `tab="…"` become one <SampleTabs>, a <Sample> a tab. fumadocs' remarkCodeTab makes
 * four components of them that learn of each other in the browser; here the group is told its tabs, so that the server can
 * draw the one that was chosen.
 */
export function remarkSamples() {
  return (root: MarkdownRoot) => {
    mark(root);
    root.children = grouped(root.children);
  };
}

/** The meta of a fence that the page's <pre> is given as attributes; `tab` is the group's. */
export function readMeta(meta: string): Record<string, string> {
  return Object.fromEntries([...meta.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}

/** A page as Markdown has plain fences: the tab is said in the title. */
export function withoutTabs(markdown: string): string {
  return markdown.replace(/^(\s*`{3,}\w*)(.*) tab="([^"]*)"(.*)$/gm, (_whole, fence, before, tab, after) => {
    const { title } = readMeta(before + after);
    return `${fence} title="${title && title !== tab ? `${tab}: ${title}` : tab}"`;
  });
}

/** What of the reader's own a sample shows, which is filled in when it is known. Where there is a token it comes first. */
export function fillsIn(code: string): 'token' | 'model' | null {
  if (code.includes('{{token}}')) return 'token';
  return code.includes('{{model}}') ? 'model' : null;
}

/** Is it, or does it end in, a curl of this deployment that a page can do itself? */
export function runs(code: string): boolean {
  const script = code.replaceAll('{{apiBase}}', '{{origin}}/v1');
  const variables = { ROUTER_TOKEN: '{{token}}', ROUTER_MODEL: '{{model}}' };
  return parseCurl(script, { origins: ['{{origin}}'], variables }).kind === 'request';
}

function mark(parent: Parent): void {
  for (const child of parent.children) {
    if (child.type === 'code') markCode(child);
    else if ('children' in child) mark(child);
  }
}

function markCode(code: Code): void {
  const fills = fillsIn(code.value);
  const flags = [
    ...(fills ? [`fills="${fills}"`] : []),
    ...(/^(?:bash|sh|shell)$/.test(code.lang ?? '') && runs(code.value) ? ['runs="yes"'] : []),
  ];
  if (flags.length > 0) code.meta = [code.meta, ...flags].filter(Boolean).join(' ');
}

function grouped(children: readonly RootContent[]): RootContent[] {
  const result: RootContent[] = [];
  let group: { tab: string; code: Code }[] = [];
  const close = () => {
    if (group.length > 0) result.push(tabsOf(group));
    group = [];
  };
  for (const child of children) {
    const tab = child.type === 'code' ? readMeta(child.meta ?? '').tab : undefined;
    if (child.type !== 'code' || tab === undefined || group.some((each) => each.tab === tab)) close();
    if (child.type === 'code' && tab !== undefined) group.push({ tab, code: child });
    else result.push(child);
  }
  close();
  return result;
}

function tabsOf(group: readonly { tab: string; code: Code }[]): RootContent {
  const samples = group.map(({ tab, code }) => element('Sample', { tab }, [code]));
  const run = group.find(({ code }) => readMeta(code.meta ?? '').runs)?.tab;
  const tabs = group.map(({ tab }) => tab).join('|');
  return element('SampleTabs', { tabs, ...(run === undefined ? {} : { runs: run }) }, samples);
}

function element(name: string, attributes: Record<string, string>, children: RootContent[]): RootContent {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({ type: 'mdxJsxAttribute', name: key, value })),
    children,
  } as RootContent;
}
