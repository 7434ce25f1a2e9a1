import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { ConfigurationPath } from './configuration-error';
import { showReferences } from './reference-text';
import { isMergeKey } from './yaml-value';

/**
 * The offset of a path in the text. Within an alias it is the place where the anchor's text stands, which is what has to be
 * mended; of something that is not there, the place of what should have held it.
 */
export function locateNode(
  contents: Node | null,
  anchors: ReadonlyMap<Alias, Node>,
  path: ConfigurationPath,
  at?: 'key',
): number {
  let node: unknown = contents;
  let offset = startOf(contents) ?? 0;
  for (const [index, part] of path.entries()) {
    node = resolve(node, anchors);
    const wantsKey = at === 'key' && index === path.length - 1;
    if (isSeq(node)) {
      node = node.items[Number(part)];
    } else if (isMap(node)) {
      const pair = findPair(node, anchors, String(part), wantsKey);
      if (pair && (wantsKey || isLeftEmpty(pair.value))) return startOf(pair.key) ?? offset;
      node = pair?.value;
    } else {
      return offset;
    }
    const start = startOf(resolve(node, anchors));
    if (start === undefined) return offset;
    offset = start;
  }
  return offset;
}

/** The pair of a key; the second one where the key itself is asked for and was given twice. A map may merge in itself: `depth`. */
function findPair(
  map: YAMLMap,
  anchors: ReadonlyMap<Alias, Node>,
  name: string,
  last: boolean,
  depth = 0,
): Pair | undefined {
  const own = map.items.filter(({ key }) => isScalar(key) && showReferences(String(key.value)) === name);
  const pair = last ? own.at(-1) : own[0];
  if (pair) return pair;
  for (const { key, value } of map.items) {
    if (!isMergeKey(key) || depth > 16) continue;
    const source = resolve(value, anchors);
    for (const part of isSeq(source) ? source.items : [source]) {
      const resolved = resolve(part, anchors);
      const merged = isMap(resolved) ? findPair(resolved, anchors, name, last, depth + 1) : undefined;
      if (merged) return merged;
    }
  }
  return undefined;
}

function resolve(node: unknown, anchors: ReadonlyMap<Alias, Node>): unknown {
  return isAlias(node) ? (anchors.get(node) ?? node) : node;
}

function isLeftEmpty(value: unknown): boolean {
  return isScalar(value) && value.value === null && !value.source;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}
