/** Where something stands in the declared configuration: `['groups', 0, 'targets', 0, 'model']`. */
export type ConfigurationPath = readonly (string | number)[];

/** One thing that is wrong: where, what, and what would be right. Never carries a secret's value. */
export interface Problem {
  path: ConfigurationPath;
  message: string;
  /** What the place of the problem is: the value at `path`, unless it is the key itself. */
  at?: 'key';
  /** 1-based; absent when nobody has the text. */
  line?: number;
  column?: number;
}

/** A declared configuration that cannot be used. The message lists every problem, one per line, in the file's order. */
export class ConfigurationError extends Error {
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    const ordered = [...problems].sort(
      (one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
    );
    super([...new Set(ordered.map((problem) => renderProblem(file, problem)))].join('\n'));
    this.name = 'ConfigurationError';
    this.file = file;
    this.problems = ordered;
  }
}

function renderProblem(file: string, { path, message, line, column }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return path.length === 0 ? `${place} ${message}` : `${place} ${renderPath(path)}: ${message}`;
}

/** `groups[0].targets[0].model` */
export function renderPath(path: ConfigurationPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part)).join('');
}
