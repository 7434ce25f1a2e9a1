/** What a JSON pointer, percent-encoded as in an address's fragment, leads to; undefined where that is nothing. */
export function followPointer(root: unknown, fragment: string): unknown {
  const pointer = decode(fragment);
  if (pointer === '') return root;
  if (!pointer?.startsWith('/')) return undefined;
  let at: unknown = root;
  for (const part of pointer.slice(1).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function decode(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return null;
  }
}
