import { milliseconds, usd } from '@/app/(console)/_charts/figures';
import type { RequestStory } from '@/lib/admin/requests/story';
import { estimatedWords, tellSum, tellUse } from './cost-words';
import { headline, seenStatus } from './story-words';

/** The whole story as plain text, to be pasted where there is no page. Nothing of what was asked or answered is in it: nothing is kept. */
export function storyText(story: RequestStory): string {
  const { caller, attempts, plan, degraded } = story;
  const lines = [
    `${story.request_id}  ${story.started_at}`,
    headline(story),
    '',
    ...pairs([
      ['endpoint', `${story.endpoint}${story.stream ? ', streamed' : ''}`],
      ['model', story.model],
      ['group', story.group],
      ['client', story.client],
      ['caller', caller && `${caller.user} in ${caller.project}, ${caller.environment}, token ${caller.token_id}`],
      ['caller saw', `${seenStatus(story)}${story.fault ? ` (${story.fault})` : ''}`],
      ['took', milliseconds(story.latency_ms)],
      ['first token', story.first_token_ms === null ? null : milliseconds(story.first_token_ms)],
      ['tokens', story.input_tokens === null ? null : `${story.input_tokens} in, ${story.output_tokens ?? 0} out`],
      ['cost', story.usd === null ? null : (tellSum(story) ?? usd(story.usd))],
      ['figures', story.estimated ? estimatedWords : null],
      ['left out', degraded.length > 0 ? degraded.join(', ') : null],
    ]),
    '',
    attempts.length === 0 ? 'No target was asked.' : 'Attempts:',
    ...attempts.map((attempt, place) => {
      const { target, words, status, started_ms, duration_ms } = attempt;
      const answer = status === null ? '' : ` (${status})`;
      return `  ${place + 1}. ${target} ${words}${answer}, after ${milliseconds(started_ms)}, took ${milliseconds(duration_ms)}${attempt.used ? `: ${tellUse(attempt)}` : ''}`;
    }),
    '',
    'Plan:',
    ...plan.reasons.map((reason) => `  ${reason}`),
  ];
  return lines.join('\n');
}

function pairs(facts: readonly (readonly [string, string | null])[]): string[] {
  return facts.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)}${value}`]));
}
