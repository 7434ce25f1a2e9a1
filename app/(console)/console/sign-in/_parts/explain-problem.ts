import { tooManyTrips } from '@/lib/admin/sign-in/provider-trip';
import type { Runtime } from '@/lib/runtime/runtime';

type Oidc = NonNullable<Runtime['settings']['oidc']>;

/** What went wrong on the way back from the provider, by its code: words of a stranger's address are never shown. */
export function explainProblem(
  { problem, error }: Partial<Record<'problem' | 'error', string | string[]>>,
  oidc: Pick<Oidc, 'label' | 'rolesClaim'> | null,
): { title: string; words: string } | null {
  if (!oidc || (problem === undefined && error === undefined)) return null;
  const { label, rolesClaim } = oidc;
  if (problem === 'no-role') {
    return {
      title: 'You have no role here',
      words: `${label} knows you, but the claim "${rolesClaim}" names no group that has a role in this deployment. Ask whoever runs it to put you in one, then sign in again.`,
    };
  }
  if (problem === 'disabled') {
    return { title: 'You are disabled here', words: 'An owner has disabled you in this deployment. Ask one of them.' };
  }
  if (problem === 'no-identity') {
    return { title: 'You could not be told', words: `${label} did not say who you are (issuer and subject).` };
  }
  if (problem === 'too-many') return { title: 'Too many sign-ins', words: tooManyTrips };
  return {
    title: 'That sign-in did not work',
    words: `It was refused at ${label}, came back too late, or was not begun in this browser. Try again from here.`,
  };
}
