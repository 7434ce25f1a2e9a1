import type { AdminErrorCode, ConfigurationProblem, SavedSince } from './contract';

/**
 * Why a verb was not done: the asker's mistake, told in words that may be shown. `declared` is what the declared configuration
 * owns and must be changed there. Each door gives it its own shape.
 */
export class AdminRefusal extends Error {
  readonly code: AdminErrorCode;
  readonly problems: readonly ConfigurationProblem[] | undefined;
  /** Of a conflict: what somebody else saved in the meantime. */
  readonly since: SavedSince | undefined;

  constructor(
    code: AdminErrorCode,
    message: string,
    problems?: readonly ConfigurationProblem[] | undefined,
    since?: SavedSince,
  ) {
    super(message);
    this.name = 'AdminRefusal';
    this.code = code;
    this.problems = problems;
    this.since = since;
  }
}
