import { milliseconds } from '@/app/(console)/_charts/figures';
import type { RequestStory } from '@/lib/admin/requests/story';

/** What became of a request, in one sentence that can be read at three in the morning. */
export function headline(
  story: Pick<RequestStory, 'outcome' | 'status' | 'latency_ms' | 'target' | 'attempts' | 'fault' | 'fault_words'>,
): string {
  const { outcome, latency_ms, target, attempts } = story;
  const after = milliseconds(latency_ms);
  if (outcome === 'completed') {
    const failed = attempts.filter(({ result }) => result !== 'answered').length;
    const way =
      failed === 0 ? '' : failed === 1 ? ', after another target had failed' : `, after ${failed} targets had failed`;
    return `${target ?? 'A target'} answered in ${after}${way}`;
  }
  if (outcome === 'cancelled') return `The caller left after ${after}, before the answer was over`;
  if (outcome === 'refused') return `Refused before any target was asked: ${what(story)}`;
  const tried = attempts.length === 1 ? '1 target was tried' : `${attempts.length} targets were tried`;
  return `Failed after ${after}: ${what(story)}; ${tried}`;
}

function what({ fault, fault_words, status }: Pick<RequestStory, 'fault' | 'fault_words' | 'status'>): string {
  if (fault_words) return fault_words.title.toLowerCase();
  return fault ?? `the provider refused the request itself with ${status}`;
}

/** What whoever runs this deployment can do; null where nothing is wrong. */
export function whatHelps({ outcome, fault, fault_words, attempts, degraded }: RequestStory): string | null {
  const refusing = attempts.filter(({ result }) => result === 'deployment').map(({ target }) => target);
  if (refusing.length > 0)
    return `${refusing.join(' and ')} refused this deployment itself: look at the provider’s key, and at the model’s name there. No retry mends that.`;
  if (fault_words) return fault_words.running;
  if (outcome === 'failed' && fault === null)
    return 'The provider refused the request as the caller had written it, and its own words went to the caller. Nothing of this deployment is wrong.';
  if (outcome === 'cancelled')
    return 'A client’s own time-out ends requests so. If it happens often, the target is slower than its callers will wait.';
  if (degraded.length > 0)
    return `The target that answered was not told ${degraded.join(', ')}: its model or its dialect has no place for it.`;
  return null;
}
