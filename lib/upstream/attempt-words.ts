import type { FailureClass } from './failure';

/** How one attempt ended, to be read after "target 2 …"; a result that is older than these words tells itself. */
export function attemptWords(result: string): string {
  return words[result as keyof typeof words] ?? result;
}

const words: Readonly<Record<FailureClass | 'answered' | 'internal', string>> = {
  answered: 'answered',
  unreachable: 'could not be reached',
  timeout: 'did not answer in time',
  'rate-limited': 'was limiting requests',
  busy: 'said that it was busy',
  'server-error': 'failed',
  deployment: 'refused this deployment, which is for whoever runs it to mend',
  malformed: 'answered with something that is no answer',
  cut: 'broke off before its end',
  invalid: 'gave an answer that breaks the rules of the model group',
  unfit: 'could not carry the request after all',
  request: 'refused the request as it was',
  cancelled: 'was stopped, because the caller left',
  stopped: 'was stopped by a shutdown',
  internal: 'was ended by a failure in the router',
};
