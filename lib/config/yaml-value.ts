import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { ConfigurationPath, Problem } from './configuration-error';
import { showReferences } from './reference-text';

/** Aliases of aliases grow without end: a file may come to this many values, and no more. */
const maxValues = 2_000_000;
const maxDepth = 64;

/**
 * Plain values of a parsed text, each alias written out; none when they are too many. Keys given twice, and aliases that lead
 * nowhere, are problems.
 */
export function readValue(contents: Node | null, anchors: ReadonlyMap<Alias, Node>) {
  const problems: Problem[] = [];
  const within = new Set<Node>();
  const path: (string | number)[] = [];
  let values = 0;
  let firstTooMany: ConfigurationPath | undefined;

  function complain(message: string, at?: 'key'): undefined {
    problems.push({ path: [...path], message, at });
  }

  function read(node: unknown): unknown {
    if (values > maxValues) return undefined;
    values += 1;
    if (values > maxValues) firstTooMany = path.slice(0, 1);
    if (path.length > maxDepth) return complain('nested too deeply');
    if (isAlias(node)) return readAlias(node);
    if (isScalar(node)) return typeof node.value === 'string' ? showReferences(node.value) : node.value;
    if (isSeq(node)) return node.items.map((item, index) => inside(index, () => read(item)));
    if (isMap(node)) return readMap(node);
    return null;
  }

  function readAlias(alias: Alias): unknown {
    const source = anchors.get(alias);
    if (!source) return complain('an alias with no anchor of that name before it');
    if (within.has(source)) return complain('an alias that contains itself');
    within.add(source);
    const value = read(source);
    within.delete(source);
    return value;
  }

  function readMap(map: YAMLMap): Record<string, unknown> {
    // No prototype: a key such as `__proto__` is a key like any other, and is then told to be unknown.
    const record: Record<string, unknown> = Object.create(null);
    const merges: unknown[] = [];
    for (const { key, value } of map.items) {
      if (isMergeKey(key)) {
        merges.push(value);
        continue;
      }
      if (!isScalar(key)) {
        complain('a key must be text');
        continue;
      }
      const name = showReferences(String(key.value));
      inside(name, () => {
        if (Object.hasOwn(record, name)) complain('given twice; keep one of them', 'key');
        else record[name] = read(value);
      });
    }
    for (const source of merges) merge(record, source);
    return record;
  }

  /** What is written in the map itself wins over what is merged in, and an earlier source over a later one. */
  function merge(record: Record<string, unknown>, source: unknown) {
    const merged = read(source);
    for (const part of Array.isArray(merged) ? merged : [merged]) {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) {
        complain('"<<" takes a mapping, or a list of mappings');
      } else {
        for (const [name, value] of Object.entries(part)) if (!Object.hasOwn(record, name)) record[name] = value;
      }
    }
  }

  function inside<Result>(part: string | number, work: () => Result): Result {
    path.push(part);
    const result = work();
    path.pop();
    return result;
  }

  const value = read(contents);
  if (firstTooMany === undefined) return { value, problems };
  // What else is wrong is wrong with the half that was read.
  const message = `the aliases write out to more than ${maxValues} values; write fewer of them`;
  return { value: undefined, problems: [{ path: firstTooMany, message }] };
}

/** Written plainly: a quoted "<<" is a key like any other. */
export function isMergeKey(key: Pair['key']): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}
