/** How much a parsed JSON value says: about its own length in JSON, if nothing in it were escaped. */
export interface JsonSize {
  /** UTF-16 units. */
  characters: number;
  /** In UTF-8. */
  bytes: number;
}

/**
 * Taken from the value and not from the text it came in, because writers of JSON differ: Python escapes whatever is not
 * ASCII, PHP every slash, .NET every plus sign, and in an encoded image that comes to many thousand characters.
 * Without recursion: a caller may nest as deep as they like.
 */
export function jsonSize(value: unknown): JsonSize {
  const size: JsonSize = { characters: 0, bytes: 0 };
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') addText(size, next, 3);
    else if (Array.isArray(next)) {
      addMarks(size, 2);
      for (const item of next) left.push(item);
    } else if (typeof next === 'object' && next !== null) {
      addMarks(size, 2);
      for (const [name, inner] of Object.entries(next)) {
        addText(size, name, 4);
        left.push(inner);
      }
    } else addMarks(size, String(next).length + 1);
  }
  return size;
}

function addText(size: JsonSize, text: string, marks: number): void {
  size.characters += text.length;
  size.bytes += Buffer.byteLength(text);
  addMarks(size, marks);
}

/** Quotes, colons, commas, brackets and bare literals. */
function addMarks(size: JsonSize, marks: number): void {
  size.characters += marks;
  size.bytes += marks;
}
