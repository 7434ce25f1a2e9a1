import { applyEdits, type Edit, findElements, findMembers } from '../json-members';

/** An object's text with some of its values changed, every other byte kept. */
export function editMembers(text: string, edit: (name: string, value: string) => string): string {
  const edits: Edit[] = [];
  for (const { name, valueStart: start, end } of findMembers(text)) {
    const value = text.slice(start, end);
    const changed = edit(name, value);
    if (changed !== value) edits.push({ start, end, text: changed });
  }
  return edits.length === 0 ? text : applyEdits(text, edits);
}

/** The same for an array's text; an element that becomes null is left out. */
export function editElements(text: string, edit: (element: string) => string | null): string {
  const edits: Edit[] = [];
  const kept: string[] = [];
  const elements = findElements(text);
  for (const { start, end } of elements) {
    const element = text.slice(start, end);
    const changed = edit(element);
    if (changed !== null) kept.push(changed);
    if (changed !== null && changed !== element) edits.push({ start, end, text: changed });
  }
  // Commas go with what is left out: such a list is put together anew.
  if (kept.length < elements.length) return `[${kept.join(',')}]`;
  return edits.length === 0 ? text : applyEdits(text, edits);
}
