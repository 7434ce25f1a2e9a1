/** `; did you mean "small"?` when one of the known names is near enough to the given one, else nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const name = findNearest(given, known);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}

/** The known name that is fewest edits away, if it is at most a third of its letters (and always one) away. */
export function findNearest(given: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const allowed = Math.max(1, Math.floor(Math.max(name.length, given.length) / 3));
    if (Math.abs(name.length - given.length) > allowed) continue;
    const distance = countEdits(given.toLowerCase(), name.toLowerCase());
    if (distance <= allowed && distance < fewest) {
      nearest = name;
      fewest = distance;
    }
  }
  return nearest;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let edits = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) edits = Math.min(edits, at(beforeLast, column - 2) + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

const at = (row: readonly number[], column: number) => row[column] ?? Number.POSITIVE_INFINITY;
