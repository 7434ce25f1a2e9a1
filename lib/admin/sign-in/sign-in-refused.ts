/**
 * Why somebody was not let in. `wrong` is one for whatever is wrong (no such name, another password, disabled, locked, too many
 * tries), so that a stranger learns nothing; `busy` says nothing of anybody.
 */
export type SignInProblem = 'wrong' | 'busy' | 'link' | 'password' | 'name';

export class SignInRefused extends Error {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem, message: string) {
    super(message);
    this.name = 'SignInRefused';
    this.problem = problem;
  }
}

export const wrongWords = 'That name and password do not let you in. Check both, or wait a few minutes and try again.';
export const busyWords = 'Too many people are signing in at this moment. Try again in a few seconds.';
