import type { AdminErrorCode, ConfigurationProblem } from '../../lib/admin/contract';
import type { ExitName } from './exit-codes';

/** What went wrong on this side of the wire; the server's own codes stand beside these. */
export type FailureCode =
  | AdminErrorCode
  | 'usage'
  | 'file'
  | 'unreachable'
  | 'timed-out'
  | 'not-a-router'
  | 'no-admin-token'
  | 'insecure'
  | 'not-confirmed'
  | 'no-demo';

/** A command that ends without having done its work: told in words, or with --json as JSON, and never with a stack. */
export class CommandFailed extends Error {
  readonly exit: ExitName;
  readonly code: FailureCode;
  /** What to do about it. */
  readonly mend: string | null;
  readonly requestId: string | null;
  /** Of a configuration: every mistake, with its place. */
  readonly problems: readonly ConfigurationProblem[];
  readonly file: string | null;

  constructor(
    exit: ExitName,
    code: FailureCode,
    message: string,
    more: { mend?: string; requestId?: string; problems?: readonly ConfigurationProblem[]; file?: string } = {},
  ) {
    super(message);
    this.name = 'CommandFailed';
    this.exit = exit;
    this.code = code;
    this.mend = more.mend ?? null;
    this.requestId = more.requestId ?? null;
    this.problems = more.problems ?? [];
    this.file = more.file ?? null;
  }
}
