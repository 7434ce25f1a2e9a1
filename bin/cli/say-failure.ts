import type { CommandFailed } from './command-failed';
import { paintFor, plain } from './paint';
import type { Surroundings } from './surroundings';

/** A failure on stderr: for people in words with what to do, with --json in the shape of the admin API's own errors. */
export function sayFailure(failure: CommandFailed, json: boolean, surroundings: Surroundings): void {
  const { code, message, mend, requestId, problems } = failure;
  if (json) {
    const error = {
      code,
      message,
      ...(mend === null ? {} : { mend }),
      ...(requestId === null ? {} : { request_id: requestId }),
      ...(problems.length === 0 ? {} : { problems }),
    };
    surroundings.stderr.write(`${JSON.stringify({ error })}\n`);
    return;
  }
  const paint = paintFor(surroundings.stderr, surroundings.environment);
  const lines = message.split('\n').map(plain);
  surroundings.stderr.write(
    [
      `${paint.red('✗')} ${lines.join('\n  ')}`,
      ...problems.map((problem) => `  ${renderProblem(failure.file, problem, paint.bold)}`),
      ...(mend === null ? [] : [`  ${paint.dim('→')} ${plain(mend)}`]),
      ...(requestId === null ? [] : [paint.dim(`  request ${plain(requestId)}`)]),
      '',
    ].join('\n'),
  );
}

/** As an editor opens it: `router.yaml:12:5`. */
function renderProblem(
  file: string | null,
  { line, column, path, message }: CommandFailed['problems'][number],
  bold: (text: string) => string,
): string {
  const place = [file, line, line === null ? null : column].filter((part) => part !== null).join(':');
  const field = path === '' ? '' : `${plain(path)}: `;
  return `${place === '' ? '' : `${bold(place)} `}${field}${plain(message)}`;
}
