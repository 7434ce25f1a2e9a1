/**
 * About how many instructions a pattern compiles to, without compiling it: a few characters of nested repeats stand for
 * tens of thousands. Classes by Unicode property cost what reading them takes. Null where it cannot be told.
 */
export function patternCost(source: string): number | null {
  const groups: Group[] = [{ total: 0, last: 0 }];
  let classes = 0;
  for (const [token] of source.matchAll(tokens)) {
    const group = groups.at(-1) ?? { total: 0, last: 0 };
    const repeat = /^\{(\d+)(?:,(\d*))?\}$/.exec(token);
    if (token === '\\Q') return null;
    // Flags alone are nothing: a repeat after them repeats what stands before.
    if (/^\(\?[a-zA-Z-]*\)$/.test(token)) continue;
    if (token === '(') {
      groups.push({ total: 0, last: 0 });
    } else if (token === ')' && groups.length > 1) {
      groups.pop();
      put(groups.at(-1) ?? group, group.total + 2);
    } else if (repeat) {
      const times = Math.max(Number(repeat[1]), Number(repeat[2] ?? 0), 1) + (repeat[2] === '' ? 1 : 0);
      group.total += group.last * (times - 1) + (repeat[2] === undefined ? 0 : times);
      group.last *= times;
    } else if (token === '*' || token === '+' || token === '?') {
      group.total += 1;
      group.last += 1;
    } else {
      classes += (token.match(/\\[pP]/g)?.length ?? 0) * PROPERTY_COST;
      put(group, 1);
    }
  }
  const folding = /\(\?[a-zA-Z]*i/.test(source) ? 2 : 1;
  return groups.reduce((sum, { total }) => sum + total, 0) + classes * folding;
}

interface Group {
  total: number;
  /** What a repeat after it would repeat. */
  last: number;
}

function put(group: Group, size: number): void {
  group.total += size;
  group.last = size;
}

/** A property, an escape, flags, a class, a repeat, or one character. */
const tokens =
  /\(\?[a-zA-Z-]*\)|\\[pP](?:\{[^}]*\}|.)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|\[:[a-z^]{1,12}:\]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/gu;
const PROPERTY_COST = 20;
