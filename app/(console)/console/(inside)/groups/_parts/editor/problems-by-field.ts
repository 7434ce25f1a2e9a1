import type { ActProblem } from '../../../../../_act/done';
import { limitLabels } from '../../../../../_ui/limits/limit-fields';
import { tellField } from '../../../../../_ui/wrong-fields';

/** What is wrong, by the group's own fields: `aliases[0]`, `targets[1].model`. */
export type Problems = ReadonlyMap<string, string>;

/** What the editor calls what it can mark. */
export const groupLabels = {
  ...{ id: 'Name', title: 'Title', description: 'Description', aliases: 'Aliases', policy: 'Policy' },
  ...{ targets: 'Targets', weight: 'Weight', priority: 'Priority' },
  retry_attempts: 'Targets tried at most',
  retry_attempt_timeout_ms: 'Time for each target, ms',
  retry_total_timeout_ms: 'Time for all together, ms',
  attempt_timeout_ms: 'Time for each target, ms',
  total_timeout_ms: 'Time for all together, ms',
  validation_attempts: 'Next targets asked at most',
  rules: 'Rules',
  ceiling: 'Ceiling for one request, US dollars',
  ...limitLabels,
};

/** Those, and what the editor has without ever marking it: for the difference that is shown before saving. */
export const differenceLabels = {
  ...groupLabels,
  discoverable: 'Show it to callers who may not use it',
  managed_by: 'Owned by',
  policy_reads_text: 'It may read what the messages say',
  strategy: 'Strategy',
};

export function problemsByField(problem: ActProblem | null): Problems {
  const entries = problem?.fields?.map(({ path, message }) => {
    return [path.replace(/^groups\[0\]\.?/, ''), tellField(message, groupLabels)] as const;
  });
  return new Map(entries ?? []);
}

/** The first of what is wrong within a field. */
export function problemWithin(problems: Problems, field: string): string | null {
  return problemsWithin(problems, field)[0]?.[1] ?? null;
}

/** All that is wrong within a field, each with its path. */
export function problemsWithin(problems: Problems, field: string): [path: string, words: string][] {
  return [...problems].filter(
    ([path]) => path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`),
  );
}
