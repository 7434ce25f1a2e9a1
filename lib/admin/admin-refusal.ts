import type { AdminErrorCode, ConfigurationProblem, FieldProblem, SavedSince } from './contract';

/**
 * Why a verb was not done: the asker's mistake, told in words that may be shown. `declared` is what the declared configuration
 * owns and must be changed there. Each door gives it its own shape.
 */
export class AdminRefusal extends Error {
  readonly code: AdminErrorCode;
  readonly problems: readonly ConfigurationProblem[] | undefined;
  /** Of a conflict: what somebody else saved in the meantime. */
  readonly since: SavedSince | undefined;
  /** Which fields of what was asked for are wrong, so that a form can say it beside them. Empty where it is none of them. */
  readonly fields: readonly FieldProblem[];

  constructor(
    code: AdminErrorCode,
    message: string,
    problems?: readonly ConfigurationProblem[] | undefined,
    since?: SavedSince,
    fields?: readonly FieldProblem[],
  ) {
    super(message);
    this.name = 'AdminRefusal';
    this.code = code;
    this.problems = problems;
    this.since = since;
    this.fields = fields ?? (problems ? [] : fieldsOfLines(message));
  }
}

/** A refusal whose words name no field, and which is about one all the same. */
export function refusalAt(code: AdminErrorCode, path: string, message: string): AdminRefusal {
  return new AdminRefusal(code, message, undefined, undefined, [{ path, message }]);
}

/** `api_key: it is too long`: a line that begins with a field is about that field. */
function fieldsOfLines(message: string): FieldProblem[] {
  return message.split('\n').flatMap((line) => {
    const [, path, words] = /^([a-z]\w*(?:[.[][\w.[\]-]+)?): (.+)$/.exec(line) ?? [];
    return path && words ? [{ path, message: words }] : [];
  });
}
