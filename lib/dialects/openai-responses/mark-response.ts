import type { RelayContext } from '../dialect';
import { parseJson } from '../json-values';
import { markId, markSignature } from '../provenance';
import { editElements, editMembers } from './edit-json';

/**
 * A response object's text as the caller sees it: with the name they asked for and, where a group has several targets, with
 * its maker's mark on what only that target can read back (design rule 9).
 */
export function markResponse(text: string, { request, marks, maker }: RelayContext): string {
  const model = JSON.stringify(request.model);
  return editMembers(text, (name, value) => {
    if (name === 'model') return model;
    if (!marks) return value;
    if (name === 'id' || name === 'previous_response_id') return markedId(value, maker);
    return name === 'output' && value.startsWith('[') ? editElements(value, (item) => markItem(item, maker)) : value;
  });
}

/** An item with the mark on its cipher, where it has one. */
export function markItem(text: string, maker: string): string {
  if (!text.includes('"encrypted_content"') || !text.startsWith('{')) return text;
  return editMembers(text, (name, value) => {
    const cipher = name === 'encrypted_content' ? parseJson(value) : null;
    if (typeof cipher !== 'string' || cipher === '') return value;
    return JSON.stringify(markSignature({ kind: 'encrypted', value: cipher, id: null, maker }, maker));
  });
}

function markedId(value: string, maker: string): string {
  const id = parseJson(value);
  return typeof id === 'string' && id !== '' ? JSON.stringify(markId(id, maker)) : value;
}
