import type { Element, ElementContent, Root as HtmlRoot, RootContent } from 'hast';
import type { Root as MarkdownRoot, Nodes } from 'mdast';

/**
 * `{{origin}}` and `{{apiBase}}`, and the origin's two halves, in a page's code stand for the reader's own deployment, `{{model}}` and `{{token}}` for what
 * the reader may use there. A page is compiled once and read by many, so the compiled page has an element in their place.
 *
 * Between the two plugins stands the highlighter, which would cut `{{origin}}` into pieces by its grammar; a plain word it
 * leaves whole.
 */
const placeholders = [
  { written: '{{origin}}', word: 'rtrPlaceholderOrigin', component: 'Origin' },
  { written: '{{scheme}}', word: 'rtrPlaceholderScheme', component: 'Scheme' },
  { written: '{{host}}', word: 'rtrPlaceholderHost', component: 'Host' },
  { written: '{{apiBase}}', word: 'rtrPlaceholderApiBase', component: 'ApiBase' },
  { written: '{{model}}', word: 'rtrPlaceholderModel', component: 'Model' },
  { written: '{{token}}', word: 'rtrPlaceholderToken', component: 'Token' },
] as const;

const anyWord = new RegExp(`(${placeholders.map(({ word }) => word).join('|')})`);

/** Before the highlighter: placeholders become words. */
export function remarkPlaceholders() {
  return (root: MarkdownRoot) => hide(root);
}

function hide(node: Nodes): void {
  if (node.type === 'code' || node.type === 'inlineCode') {
    for (const { written, word } of placeholders) node.value = node.value.replaceAll(written, word);
  }
  if ('children' in node) for (const child of node.children) hide(child);
}

/** After the highlighter: the words become elements. */
export function rehypePlaceholders() {
  return (root: HtmlRoot) => reveal(root);
}

function reveal(parent: HtmlRoot | Element): void {
  const children: (RootContent | ElementContent)[] = parent.children;
  parent.children = children.flatMap((child) => {
    if ('children' in child) reveal(child as Element);
    return child.type === 'text' && anyWord.test(child.value) ? split(child.value) : [child];
  }) as Element['children'];
}

function split(text: string): ElementContent[] {
  return text
    .split(anyWord)
    .filter(Boolean)
    .map((part) => {
      const placeholder = placeholders.find(({ word }) => word === part);
      return placeholder ? element(placeholder.component) : { type: 'text', value: part };
    });
}

function element(name: string): ElementContent {
  return { type: 'mdxJsxTextElement', name, attributes: [], children: [] };
}
