/**
 * The lines of a record's `reasons` that say which targets a plan would try: written when a request is planned, read when its
 * story is told. Both ways stand here, so that a record tells what was left out without a column of its own.
 */
export interface PlannedTry {
  /** `<provider>/<model>`. */
  target: string;
  /** Something the request needs is not declared for it. */
  undeclared: boolean;
  /** What is not told to it, because its dialect or its model has no place for it. */
  degraded: readonly string[];
}

export function tellTry({ target, undeclared, degraded }: PlannedTry): string {
  return `try ${target}${undeclared ? ', undeclared' : ''}${degraded.length ? `, without ${degraded.join(', ')}` : ''}`;
}

const form = /^try ([^,]+)(, undeclared)?(?:, without (.+))?$/;

/** The same back; null for a line that says something else. */
export function readTry(line: string): PlannedTry | null {
  const found = form.exec(line);
  if (!found?.[1]) return null;
  return { target: found[1], undeclared: found[2] !== undefined, degraded: found[3]?.split(', ') ?? [] };
}
