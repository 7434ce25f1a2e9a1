import { Document, isMap, isScalar, isSeq, type Node, visit } from 'yaml';
import type { WrittenDocument } from './schema';

/** A declared configuration as a file's text, which reads as it was: one line for each token, target and price. */
export function renderDocument(document: WrittenDocument, comment: string, notes: Notes = {}): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false });
  visit(yaml, {
    Pair(_key, { key, value }) {
      const name = String(key);
      if (lists.has(name) && isSeq(value)) for (const item of value.items) flow(item);
      else if (inline.has(name)) flow(value);
    },
  });
  writeNotes(yaml, notes);
  yaml.commentBefore = comment;
  // Folded lines would be other texts, and a reference in quotes would look like a mistake.
  return yaml.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Comments for objects of a list, by their ids: each stands under the object's first line. */
export type Notes = Partial<Record<'providers', ReadonlyMap<string, string>>>;

const lists: ReadonlySet<string> = new Set(['tokens', 'targets']);
const inline: ReadonlySet<string> = new Set(['capabilities', 'price', 'aliases', 'timeouts', 'retry']);

function writeNotes(yaml: Document, notes: Notes): void {
  for (const [list, byId] of Object.entries(notes)) {
    const rows = yaml.get(list);
    for (const row of isSeq(rows) ? rows.items : []) {
      if (!isMap(row)) continue;
      const note = byId.get(String(row.get('id')));
      const key = row.items[1]?.key;
      if (note !== undefined && isScalar(key)) key.commentBefore = note;
    }
  }
}

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) (node as Node & { flow?: boolean }).flow = true;
}
