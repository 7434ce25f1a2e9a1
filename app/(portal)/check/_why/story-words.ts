import type { Tone } from '@/app/_ui/badge';
import type { RequestStory } from '@/app/_visit/request-story';
import { duration, inFull } from '../_report/figures';
import type { Step } from './next-steps';
import { pageOf, stepsAfter, withPage } from './next-steps';

const toldByBody = ['no-eligible-target', 'invalid-request', 'unsupported-feature'];

type Groups = Parameters<typeof stepsAfter>[0]['groups'];

export const outcomeTones: Readonly<Record<RequestStory['outcome'], Tone>> = {
  completed: 'good',
  refused: 'bad',
  failed: 'bad',
  cancelled: 'warn',
};

/** What became of a request, in one line. */
export function storyHeadline({ status, outcome, fault, latency_ms }: RequestStory): string {
  const after = duration(latency_ms);
  if (outcome === 'completed') return `It was answered, ${status}, in ${after}`;
  if (outcome === 'cancelled') return `The caller left after ${after}, before the answer was over`;
  const what = `${status}${fault ? ` ${fault.title}` : ''}`;
  return outcome === 'refused' ? `It was refused: ${what}` : `It failed after ${after}: ${what}`;
}

/** The model that it asked for in one word, or why there is none. */
export function storyModel(story: RequestStory): { words: string; named: boolean } {
  if (story.model !== null) return { words: story.model, named: true };
  return {
    words: { none: 'no model', before: 'refused before it was read', unread: 'not read' }[why(story)],
    named: false,
  };
}

/** Statuses of what is judged before a body is read: the token, the size and kind of the body, and whether there is room. */
const beforeReading = [401, 403, 413, 415, 503];

/** Why it is not known which model was asked for: only of a body that was read can be said that it named none. */
function why({ fault, status, outcome }: RequestStory): 'none' | 'before' | 'unread' {
  if (fault?.code === 'missing-model') return 'none';
  return outcome === 'refused' && beforeReading.includes(status) ? 'before' : 'unread';
}

/** The same in a few sentences: whom it asked for, and how the tries went. */
export function storyWords(story: RequestStory): string {
  return [tellName(story), tellTries(story)].join(' ');
}

function tellName(story: RequestStory): string {
  const { model, group } = story;
  if (model === null)
    return {
      none: 'It named no model.',
      before: 'It was refused before it was read, so what it asked for is not known.',
      unread: 'What it asked for could not be read.',
    }[why(story)];
  if (group === null) return `It asked for “${model}”, which this token may not use or which is not there.`;
  return model === group ? `It asked for ${group}.` : `It asked for “${model}”, which is ${group}.`;
}

function tellTries(story: RequestStory): string {
  const { attempts, outcome } = story;
  const failed = attempts.filter(({ result }) => result !== 'answered').length;
  if (attempts.length === 0) return 'No target was asked: it was decided before that.';
  if (outcome === 'completed' && failed > 0)
    return `${failed === 1 ? 'One target' : `${failed} targets`} did not answer and the next one did: its caller saw nothing of that.`;
  if (outcome === 'completed') return 'The first target that was asked answered.';
  if (refusedByProvider(story) && attempts.length === 1)
    return 'One target was asked, and its provider refused the request.';
  return attempts.length === 1
    ? 'One target was asked.'
    : `${attempts.length} targets were asked, one after the other.`;
}

/** What was counted and charged; null where nothing was. */
export function storyCharge({
  input_tokens,
  cached_input_tokens,
  output_tokens,
  reasoning_tokens,
  estimated,
}: RequestStory): string | null {
  if (input_tokens === null && output_tokens === null) return null;
  const cached = cached_input_tokens ? ` (${inFull(cached_input_tokens)} of them cached)` : '';
  const thought = reasoning_tokens ? ` (${inFull(reasoning_tokens)} of them reasoning)` : '';
  return `${inFull(input_tokens ?? 0)} tokens in${cached}, ${inFull(output_tokens ?? 0)} out${thought}${estimated ? ', estimated: the provider gave no figure for all of it' : ''}`;
}

export function storySteps(story: RequestStory, groups: Groups): Step[] {
  const { fault, outcome } = story;
  if (refusedByProvider(story))
    return [
      {
        words:
          'The provider refused the request as it was, and a retry of the same request does not help. Its own words are in the answer that the program got: mend what they name.',
        ...(fault ? { link: pageOf(fault) } : {}),
      },
    ];
  // What was wrong with a body is not kept with a request; the body tells.
  if (fault && toldByBody.includes(fault.code))
    return withPage([{ words: 'Its body tells what was wrong: paste it under “A request body”.' }], fault);
  if (fault) return stepsAfter({ fault, able: groups.map(({ id }) => id), groups });
  if (outcome === 'cancelled')
    return [
      {
        words:
          'If nobody pressed stop, the client’s own time-out is shorter than the answer takes: raise it, or ask for a stream.',
      },
    ];
  return [{ words: 'Nothing: it was answered.' }];
}

/** In its own words, or told in the words of the caller’s API: then under one of these two faults, after a target was asked. */
function refusedByProvider({ outcome, fault }: RequestStory): boolean {
  return outcome === 'failed' && (fault === null || ['invalid-request', 'request-too-large'].includes(fault.code));
}
