import type { ActProblem } from '../_act/done';
import { type FieldLabels, fieldOf, speak, tellProblem } from './tell-problem';

/** What is wrong with a form: by the names of its fields, and what is about none of them. */
export interface Wrong {
  /** By the name that the form has for the field, in the order in which they were told. */
  fields: ReadonlyMap<string, string>;
  rest: readonly string[];
}

/**
 * Takes a refusal apart for the form that is shown: what is wrong with a field goes beside it, in the page's words, and only the
 * rest is told elsewhere. `labels` has every field that the form can mark.
 */
export function findWrong(problem: ActProblem | null, labels: FieldLabels): Wrong {
  const fields = new Map<string, string>();
  if (problem === null) return { fields, rest: [] };
  const placed = (problem.fields ?? []).flatMap(({ path, message }) => {
    const field = fieldOf(path, labels);
    if (field === null) return [];
    const words = tellField([...field.within.map((part) => `“${part}”:`), message].join(' '), labels);
    const before = fields.get(field.name);
    if (!before?.includes(words)) fields.set(field.name, before ? `${before} ${words}` : words);
    return [message];
  });
  const isTold = (line: string) => placed.some((message) => line === message || line.endsWith(`: ${message}`));
  // A message of several lines may be one field's.
  const lines = placed.includes(problem.message) ? [] : problem.message.split('\n').filter((line) => !isTold(line));
  const message = lines.join('\n');
  return { fields, rest: message === '' ? [] : tellProblem({ ...problem, message }, labels) };
}

/** What is wrong with one field, in the page's words. They are sentences; a refusal's are half of one. */
export function tellField(message: string, labels: FieldLabels): string {
  const words = speak(message, labels).replace(/\b\d+ to \d+\b/g, (span) => {
    return span.replace(/\d+/g, (number) => Number(number).toLocaleString('en'));
  });
  const whole = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}
