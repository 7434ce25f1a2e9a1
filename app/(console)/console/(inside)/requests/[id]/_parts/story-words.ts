import { milliseconds } from '@/app/(console)/_charts/figures';
import type { RequestStory } from '@/lib/admin/requests/story';

/** What became of a request, in one sentence that can be read at three in the morning. */
export function headline(story: RequestStory): string {
  const { outcome, latency_ms, target } = story;
  const after = milliseconds(latency_ms);
  if (outcome === 'completed') return `${target ?? 'A target'} answered in ${after}${tellWay(story)}`;
  if (outcome === 'cancelled') return `The caller left after ${after}, before the answer was over`;
  if (outcome === 'refused') return `Refused before any target was asked: ${what(story)}`;
  if (story.broke_off) {
    const { last, words } = brokenOff(story);
    return `The stream ended with an error event after ${after}: ${last ? `${last.target} ${words}` : what(story)}`;
  }
  return `Failed after ${after}: ${what(story)}; ${tellTried(story)}`;
}

/** What came before an answer. A connection that broke is tried again at its own target, which makes no other of it. */
function tellWay({ target, attempts }: RequestStory): string {
  const others = namesOf(attempts.filter((attempt) => attempt.target !== target)).size;
  if (others > 0) return others === 1 ? ', after another target had failed' : `, after ${others} targets had failed`;
  if (attempts.at(-1)?.result === 'invalid') return ', with an answer that breaks the rules of its group';
  return attempts.length > 1 ? ', when it was tried again' : '';
}

function tellTried({ attempts }: RequestStory): string {
  const targets = namesOf(attempts).size;
  if (targets === 0) return 'no target was tried';
  if (targets > 1) return `${targets} targets were tried`;
  return attempts.length > 1 ? '1 target was tried, twice' : '1 target was tried';
}

const namesOf = (attempts: RequestStory['attempts']) => new Set(attempts.map(({ target }) => target));

function what({ fault, fault_words, status }: Pick<RequestStory, 'fault' | 'fault_words' | 'status'>): string {
  if (fault_words) return fault_words.title.toLowerCase();
  return fault ?? `the provider refused the request itself with ${status}`;
}

/** What the caller saw of it, in words. */
export function seenStatus({ outcome, status, broke_off }: RequestStory): string {
  if (outcome === 'cancelled') return 'no end: they had left';
  return broke_off ? `status ${status}, then an error event in the stream` : `status ${status}`;
}

/** Who broke off in the middle of an answer, and how; nobody where none had begun one. */
function brokenOff({ attempts, first_token_ms }: RequestStory) {
  const last = first_token_ms === null ? undefined : attempts.at(-1);
  const [words, advice] = midStream[last?.result ?? ''] ?? [last?.words ?? '', ''];
  return { last, words, advice };
}

/** The same results as of an attempt that had said nothing, in the middle of an answer. */
const midStream: Readonly<Record<string, readonly [words: string, advice: string]>> = {
  cut: [
    'broke off before its end',
    'The provider, or something between it and this server, closed the connection: a proxy’s own time-out is a frequent cause.',
  ],
  unreachable: ['lost its connection', 'Look at the network between this server and the provider.'],
  timeout: ['fell silent', 'The provider’s time-outs and the group’s retry settings say for how long it may be.'],
  'server-error': ['said that it failed', 'The provider told of the failure itself, within its stream.'],
  malformed: ['sent what is no answer', 'Look whether the provider’s dialect is the right one.'],
  stopped: ['was stopped by a shutdown', 'This server was shut down, and had waited for the answer as long as it may.'],
  internal: ['was ended by a failure in the router', 'This server’s log has more under the request’s id.'],
};

/** What whoever runs this deployment can do; null where nothing is wrong. */
export function whatHelps(story: RequestStory): string | null {
  const { outcome, fault, fault_words, attempts, degraded } = story;
  if (story.broke_off) {
    const { last, advice } = brokenOff(story);
    return last
      ? `The caller had status 200 and a part of the answer, so no other target could be tried. ${advice}`.trim()
      : `The status 200 had gone out before a target answered, because it had been waited for too long; so the failure was told as an error event. ${fault_words?.running ?? ''}`.trim();
  }
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
