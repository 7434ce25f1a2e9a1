/**
 * The `${NAME}`s that a configuration's text asks for, each once, in its order: those in the two fields that take a secret. The
 * text may be wrong in other places still; the server reads it properly.
 */
export function findSecretNames(text: string): string[] {
  const found = text.matchAll(/(?:^|[\s{,"'])(?:api_key|token)["']?\s*:\s*["']?\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gm);
  const lines = new Set<string>();
  for (const match of found) {
    const before = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (!before.trimStart().startsWith('#') && match[1]) lines.add(match[1]);
  }
  return [...lines];
}
