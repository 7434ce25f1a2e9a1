export interface ListItem {
  key: string;
  was?: unknown;
  is?: unknown;
  /** Of an item that is in both and differs: its fields that do, from and to. */
  fields?: [name: string, from: unknown, to: unknown][];
}

export interface ListDifference {
  items: ListItem[];
  unchanged: number;
  /** What is in both stands in another order. */
  moved: boolean;
}

/** Two lists item by item; null where one of the two is none. An object is compared by its fields in the same way. */
export function compareLists(from: unknown, to: unknown): ListDifference | null {
  const before = entriesOf(from);
  const after = entriesOf(to);
  if (!before || !after) return null;
  const items: ListItem[] = [];
  let unchanged = 0;
  for (const [key, was] of before) {
    if (!after.has(key)) items.push({ key, was });
  }
  for (const [key, is] of after) {
    const was = before.get(key);
    if (was === undefined && !before.has(key)) items.push({ key, is });
    else if (isSame(was, is)) unchanged += 1;
    else items.push({ key, was, is, fields: compareFields(was, is) });
  }
  const kept = [...before.keys()].filter((key) => after.has(key));
  const keptAfter = [...after.keys()].filter((key) => before.has(key));
  const moved = Array.isArray(from) && Array.isArray(to) && kept.some((key, index) => key !== keptAfter[index]);
  return { items, unchanged, moved };
}

/** Items by what they are known by: a target by its provider and model, a text by itself. */
function entriesOf(value: unknown): Map<string, unknown> | null {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object') return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((item, index) => [nameItem(item, index), item]));
}

function nameItem(item: unknown, index: number): string {
  if (typeof item === 'string') return item;
  if (isObject(item)) {
    if (typeof item.provider === 'string' && typeof item.model === 'string') return `${item.provider}/${item.model}`;
    if (typeof item.id === 'string') return item.id;
  }
  return `${index + 1}`;
}

function compareFields(was: unknown, is: unknown): [string, unknown, unknown][] {
  if (!isObject(was) || !isObject(is)) return [['', was, is]];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name): [string, unknown, unknown][] =>
    isSame(was[name], is[name]) ? [] : [[name, was[name], is[name]]],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values of JSON, whose objects may have their keys in any order. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
