import type { Answer } from './ask-router';

export type Problem = Exclude<Answer<never>, { kind: 'answered' }>;

/** Why a part of the page has nothing to show, in one or two sentences. */
export function problemWords(problem: Problem): string {
  switch (problem.kind) {
    case 'refused':
      return problem.requestId
        ? `${problem.message} (${problem.status}, request id ${problem.requestId})`
        : `${problem.message} (${problem.status})`;
    case 'wrong-server':
      return `Something else than this router answered, with ${problem.status}: a proxy in front of it may have answered in its place.`;
    case 'unreachable':
      return problem.timedOut
        ? 'The router took too long to answer. Try again in a moment.'
        : 'The router could not be reached from this browser. Check the connection and try again.';
  }
}
