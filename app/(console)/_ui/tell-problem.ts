import type { ActProblem } from '../_act/done';

/** What a page calls the fields that the verbs have short names for. */
export type FieldLabels = Readonly<Record<string, string>>;

/**
 * The lines of a refusal, in the page's words: the field that a line is about by its label, and others that it names too. The verbs speak
 * of fields as the API and the file have them.
 */
export function tellProblem({ message, problems }: Pick<ActProblem, 'message' | 'problems'>, labels: FieldLabels) {
  return message.split('\n').map((line) => {
    const placed = problems.find((one) => one.message === line);
    const [, path = '', words = ''] = /^([\w.[\]-]+): (.*)$/.exec(line) ?? [];
    const label = labelOf(placed?.path ?? path, labels);
    if (label === null) return speak(line, labels);
    return `${label}: ${speak(placed ? line : words, labels)}`;
  });
}

function labelOf(path: string, labels: FieldLabels): string | null {
  const field = fieldOf(path, labels);
  return field && [labels[field.name], ...field.within.map((part) => `“${part}”`)].join(' ');
}

/**
 * The field of a page that a path of the API or of the file leads to. `headers.x-team` is “x-team” of the headers, and
 * `queue.requests` may be called `queue_requests`; which line of a list it is says nothing here.
 */
export function fieldOf(path: string, labels: FieldLabels): { name: string; within: string[] } | null {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '' && !/^\d+$/.test(part));
  for (let end = parts.length; end > 0; end--) {
    const names = [parts.slice(end - 2, end).join('_'), parts[end - 1] ?? ''];
    const name = names.find((each) => Object.hasOwn(labels, each));
    if (name !== undefined) return { name, within: parts.slice(end) };
  }
  return null;
}

/** Only names that are no words of the language: an `id` or an `output` may be meant as what it says. */
export function speak(text: string, labels: FieldLabels): string {
  return text.replace(/\b(?:[a-z]+(?:_[a-z]+)+|auth)\b/g, (name) => {
    return Object.hasOwn(labels, name) ? `“${labels[name]}”` : name;
  });
}
