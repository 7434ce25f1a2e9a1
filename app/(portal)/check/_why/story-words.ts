import type { Tone } from '@/app/_ui/badge';
import type { RequestStory } from '@/app/_visit/request-story';
import { duration, inFull } from '../_report/figures';
import type { Step } from './next-steps';
import { stepsAfter } from './next-steps';

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

/** The same in a few sentences: whom it asked for, and how the tries went. */
export function storyWords(story: RequestStory): string {
  return [tellName(story), tellTries(story)].join(' ');
}

function tellName({ model, group }: RequestStory): string {
  if (model === null) return 'It named no model.';
  if (group === null) return `It asked for “${model}”, which this token may not use or which is not there.`;
  return model === group ? `It asked for ${group}.` : `It asked for “${model}”, which is ${group}.`;
}

function tellTries({ attempts, outcome }: RequestStory): string {
  const failed = attempts.filter(({ result }) => result !== 'answered').length;
  if (attempts.length === 0) return 'No target was asked: it was decided before that.';
  if (outcome === 'completed' && failed > 0)
    return `${failed === 1 ? 'One target' : `${failed} targets`} did not answer and the next one did: its caller saw nothing of that.`;
  if (outcome === 'completed') return 'The first target that was asked answered.';
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
}: RequestStory): string | null {
  if (input_tokens === null && output_tokens === null) return null;
  const cached = cached_input_tokens ? ` (${inFull(cached_input_tokens)} of them cached)` : '';
  const thought = reasoning_tokens ? ` (${inFull(reasoning_tokens)} of them reasoning)` : '';
  return `${inFull(input_tokens ?? 0)} tokens in${cached}, ${inFull(output_tokens ?? 0)} out${thought}`;
}

export function storySteps(story: RequestStory, groups: Groups): Step[] {
  const { fault, outcome } = story;
  if (fault) {
    const steps = stepsAfter({
      fault,
      able: fault.code === 'model-not-allowed' ? groups.map(({ id }) => id) : [],
      groups,
    });
    // Which of the groups could have carried it is not kept with a request; its body tells.
    if (fault.code === 'no-eligible-target')
      return [
        { words: 'Paste its body under “A request body” to see what it needs and which groups have it.' },
        ...steps.slice(-1),
      ];
    return steps;
  }
  if (outcome === 'cancelled')
    return [
      {
        words:
          'If nobody pressed stop, the client’s own time-out is shorter than the answer takes: raise it, or ask for a stream.',
      },
    ];
  if (outcome !== 'completed')
    return [
      {
        words:
          'The provider refused the request as it was. Its own words are in the answer that the program got: mend what they name.',
      },
    ];
  return [{ words: 'Nothing: it was answered.' }];
}
