import { compile } from '@mdx-js/mdx';
import { remarkGfm } from 'fumadocs-core/mdx-plugins/remark-gfm';
import { remarkHeading } from 'fumadocs-core/mdx-plugins/remark-heading';
import type { Nodes, Root } from 'mdast';
import { z } from 'zod';
import { type CallerDialect, compatibilityTable } from './compatibility';
import { configFields } from './config-reference';
import type { DocsPage } from './navigation';
import { policyType } from './policy-reference';

/** What stands under one heading of a page. */
export interface Section {
  /** As the page itself has it: lib/docs/compile-page.ts names headings by the same plugin. */
  id: string;
  title: string;
  /** The heading that this one stands under, when it is not the page's own. */
  above: string | null;
  text: string;
  /** The names that stand in its examples, each once: examples repeat what is said elsewhere. */
  code: string;
}

export interface ReadSections {
  /** What the page says before its first heading, and the names in its examples there. */
  opening: { text: string; code: string };
  sections: Section[];
  /** The rows of its tables, without their heads. */
  rows: string[][];
}

/** A page cut at its headings, as plain text: by the page's own compiler, without the highlighter, which is most of its time. */
export async function readSections(page: DocsPage): Promise<ReadSections> {
  let read: ReadSections | undefined;
  const collect = () => (root: Root) => {
    read = cut(root);
  };
  await compile({ path: page.file, value: page.body }, { remarkPlugins: [remarkGfm, remarkHeading, collect] });
  if (!read) throw new Error(`${page.file} was not read`);
  return read;
}

function cut(root: Root): ReadSections {
  const result: ReadSections = { opening: { text: '', code: '' }, sections: [], rows: [] };
  let above: string | null = null;
  const visit = (node: Nodes) => {
    if (node.type === 'heading') {
      const title = textOf(node);
      if (node.depth < 3) above = null;
      const id = String(node.data?.hProperties?.id ?? '');
      result.sections.push({ id, title, above, text: '', code: '' });
      if (node.depth < 3) above = title;
      return;
    }
    if (node.type === 'table')
      result.rows.push(...node.children.slice(1).map((row) => row.children.map((cell) => textOf(cell))));
    // A component's children may hold headings, and paragraphs of their own.
    if (holdsBlocks(node)) return node.children.forEach(visit);
    const place = result.sections.at(-1) ?? result.opening;
    if (node.type === 'code')
      place.code = namesIn(`${place.code} ${node.lang ?? ''} ${node.meta?.replace(/\w+=/g, ' ') ?? ''} ${node.value}`);
    else place.text = join(place.text, textOf(node));
  };
  root.children.forEach(visit);
  return result;
}

function namesIn(code: string): string {
  const names = withoutPlaceholders(code).match(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu) ?? [];
  return [...new Set(names)].join(' ');
}

function holdsBlocks(node: Nodes): node is Nodes & { children: Nodes[] } {
  return node.type === 'mdxJsxFlowElement' && 'children' in node && node.children.length > 0;
}

function join(before: string, after: string): string {
  return before && after ? `${before} ${after}` : before || after;
}

function textOf(node: Nodes): string {
  if (node.type === 'inlineCode' || node.type === 'text') return withoutPlaceholders(node.value);
  if (node.type === 'break') return ' ';
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') return textOfElement(node);
  if (!('children' in node)) return '';
  const parts = node.children.map(textOf).filter(Boolean);
  // The head of a table names its columns, which nobody looks for.
  if (node.type === 'table') return parts.slice(1).map(asSentence).join(' ');
  return tidy(parts.join(separators[node.type] ?? ''));
}

const separators: Partial<Record<Nodes['type'], string>> = {
  blockquote: ' ',
  list: ' ',
  listItem: ' ',
  tableRow: ' · ',
};

function asSentence(text: string): string {
  return /[.:;?!]$/.test(text) ? text : `${text};`;
}

const Jsx = z.object({
  name: z.string().nullable(),
  attributes: z.array(z.object({ name: z.string().optional(), value: z.unknown() })),
});

/** What a page does not write itself is found by entries of its own, but for what each dialect can carry, and fields. */
function textOfElement(node: Nodes): string {
  if ('children' in node && node.children.length > 0) return tidy(node.children.map(textOf).join(' '));
  const { name, attributes } = Jsx.parse(node);
  const said = (key: string) => String(attributes.find((attribute) => attribute.name === key)?.value ?? '');
  if (name === 'ConfigFields')
    return configFields(said('of'))
      .map((field) => `${field.name}: ${field.says}`)
      .join(' · ');
  if (name === 'PolicyFields') {
    const { says, fields } = policyType(said('of'));
    return [says, ...fields.map((field) => `${field.name}: ${field.says || field.takes}`)].join(' · ');
  }
  if (name !== 'CompatibilityTable') return '';
  const { rows } = compatibilityTable(said('caller') as CallerDialect);
  return rows.map(({ feature, words }) => `${feature}: ${words}`).join(' · ');
}

/** What stands for the reader's own deployment is no word to look for. */
function withoutPlaceholders(text: string): string {
  return text.replaceAll('{{apiBase}}', '…/v1').replace(/\{\{\w+\}\}/g, '…');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
