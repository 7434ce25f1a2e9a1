import type { RelayContext } from '../dialect';
import { applyEdits, type Edit } from '../json-members';
import { isObject, parseJson } from '../json-values';
import { markPrefix, readId, readSignature } from '../provenance';
import { editElements, editMembers } from './edit-json';

/**
 * The caller's own bytes with the model's name changed, and without marks: what this target wrote goes back to it bare, what
 * another wrote is left out, because it would be refused (field-failures 18). Every `model` member is replaced, as of
 * duplicates some parsers take the first.
 */
export function renderSameRequest({ request, upstreamModel, maker }: RelayContext): string {
  const { source } = request;
  const isMarked = source.text.includes(markPrefix);
  const edits: Edit[] = [];
  for (const { name, valueStart: start, end } of source.members) {
    if (name === 'model') edits.push({ start, end, text: JSON.stringify(upstreamModel) });
    if (!isMarked) continue;
    const value = source.text.slice(start, end);
    if (name === 'previous_response_id') edits.push({ start, end, text: bareId(value) });
    // A text as input may well begin with a mark, and means just that.
    else if (name === 'input' && value.startsWith('['))
      edits.push({ start, end, text: editElements(value, (item) => bareItem(item, maker)) });
  }
  return applyEdits(source.text, edits);
}

/** Planning has seen to it that the id is this target's (`boundTo`). */
function bareId(value: string): string {
  const id = parseJson(value);
  return typeof id === 'string' ? JSON.stringify(readId(id).id) : value;
}

/** An item without another target's mark; null for one that only that target can read. */
function bareItem(item: string, maker: string): string | null {
  if (!item.includes(markPrefix) || !item.includes('"encrypted_content"')) return item;
  const value = parseJson(item);
  if (!isObject(value) || typeof value.encrypted_content !== 'string') return item;
  const signature = readSignature(value.encrypted_content, 'encrypted', null);
  if (signature.maker === null) return item;
  if (signature.maker !== maker || signature.kind !== 'encrypted') return null;
  const bare = JSON.stringify(signature.value);
  return editMembers(item, (name, text) => (name === 'encrypted_content' ? bare : text));
}
