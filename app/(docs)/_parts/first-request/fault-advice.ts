import type { RequestStory } from '@/app/_visit/request-story';

type Told = Pick<RequestStory, 'fault' | 'status' | 'outcome'>;

/** What to do about a request that was not answered. Whoever reads this sees no message: it went to the program that asked. */
export function faultAdvice({ fault, status, outcome }: Told): string {
  if (outcome === 'cancelled') return 'The program left before the answer was whole.';
  if (fault) return `${fault.message} ${withoutMessage(fault.advice)}`;
  if (status >= 400 && status < 500)
    return 'The provider refused the request as it was. Its own words stand in the answer that your program got: mend what they name. A retry of the same does not help.';
  return 'The answer did not come to its end. What your program got says more.';
}

function withoutMessage(advice: string): string {
  return advice
    .replace(/\bThe message\b/g, 'The error that your program got')
    .replace(/\bthe message\b/g, 'the error that your program got');
}
