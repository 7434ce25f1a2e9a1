import { Composer, type CST, type Document, type LineCounter, Parser, YAMLParseError } from 'yaml';

/** The parser keeps a stack of its own; the composer calls itself, and a text of brackets alone would end the process. */
const maxDepth = 200;

/**
 * The library's `parseDocument`, but that a text too deep to be composed is refused. No excerpts in the errors, because
 * they could show a secret; and duplicate keys are left for the reader, because the library's search takes the square of
 * their number.
 */
export function composeDocument(text: string, lineCounter: LineCounter): Document.Parsed | 'too deep' {
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  if (tokens.some(isTooDeep)) return 'too deep';
  const composer = new Composer({ prettyErrors: false, stringKeys: true, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (!document) throw new Error('the composer made no document, though it was told to');
  if (second) document.errors.push(new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', ''));
  return document;
}

function isTooDeep(root: CST.Token): boolean {
  const waiting: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > maxDepth) return true;
    for (const child of childrenOf(token)) if (child) waiting.push({ token: child, depth: depth + 1 });
  }
  return false;
}

function childrenOf(token: CST.Token): (CST.Token | null | undefined)[] {
  if (token.type === 'document') return [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value]);
}
