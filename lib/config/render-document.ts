import { Document, isMap, isSeq, type Node, visit } from 'yaml';
import type { WrittenDocument } from './schema';

/** A declared configuration as a file's text, which reads as it was: one line for each token, target and price. */
export function renderDocument(document: WrittenDocument, comment: string): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false });
  visit(yaml, {
    Pair(_key, { key, value }) {
      const name = String(key);
      if (lists.has(name) && isSeq(value)) for (const item of value.items) flow(item);
      else if (inline.has(name)) flow(value);
    },
  });
  yaml.commentBefore = comment;
  // Folded lines would be other texts, and a reference in quotes would look like a mistake.
  return yaml.toString({ lineWidth: 0, flowCollectionPadding: true });
}

const lists: ReadonlySet<string> = new Set(['tokens', 'targets', 'rules']);
const inline: ReadonlySet<string> = new Set([
  'capabilities',
  'price',
  'aliases',
  'timeouts',
  'retry',
  'queue',
  'ceiling',
]);

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) (node as Node & { flow?: boolean }).flow = true;
}
