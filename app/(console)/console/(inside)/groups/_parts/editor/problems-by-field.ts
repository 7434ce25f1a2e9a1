import type { ActProblem } from '../../../../../_act/done';

/** What is wrong, by the group's own fields: `aliases[0]`, `targets[1].model`. */
export type Problems = ReadonlyMap<string, string>;

export function problemsByField(problem: ActProblem | null): Problems {
  const entries = problem?.problems.map(({ path, message }) => [path.replace(/^groups\[0\]\.?/, ''), message] as const);
  return new Map(entries ?? []);
}

/** The first of what is wrong within a field. */
export function problemWithin(problems: Problems, field: string): string | null {
  for (const [path, message] of problems) {
    if (path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`)) return message;
  }
  return null;
}
