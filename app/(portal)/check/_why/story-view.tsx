import type { ReactNode } from 'react';
import { Status } from '@/app/_ui/badge';
import { KeyValues } from '@/app/_ui/key-values';
import type { RequestStory } from '@/app/_visit/request-story';
import type { GroupDetails } from '@/app/_visit/token-answer';
import { Isolated } from '../_parts/isolated';
import { duration, money } from '../_report/figures';
import { AttemptTimeline } from './attempt-timeline';
import { NextStepList } from './next-step-list';
import { outcomeTones, storyCharge, storyHeadline, storySteps, storyWords } from './story-words';

interface Props {
  story: RequestStory;
  groups: readonly GroupDetails[];
  supportContact: string | null;
}

/** What became of one request: how it ended, what happened in each attempt, and what it was charged. */
export function StoryView({ story, groups, supportContact }: Props) {
  return (
    <div className="space-y-5">
      <div>
        <h3 id="why-found" className="font-semibold tracking-tight">
          <Status tone={outcomeTones[story.outcome]}>
            <span className="text-base text-ink">{storyHeadline(story)}</span>
          </Status>
        </h3>
        <p className="mt-1 max-w-2xl text-pretty text-soft text-sm">
          <Isolated text={`${storyWords(story)} ${story.fault?.message ?? ''}`} chosen={story.model} />
        </p>
        <code className="mt-1 block break-all text-muted text-xs">{story.id}</code>
      </div>
      <KeyValues facts={factsOf(story)} />
      {story.attempts.length > 0 && <AttemptTimeline story={story} />}
      <NextStepList steps={storySteps(story, groups)} supportContact={supportContact} />
    </div>
  );
}

function factsOf(story: RequestStory): { name: string; value: ReactNode }[] {
  const started = new Date(story.started_at);
  const charge = storyCharge(story);
  return [
    {
      name: 'When',
      value: (
        <time dateTime={story.started_at}>
          {started.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' })}
        </time>
      ),
    },
    { name: 'Asked of', value: `${story.endpoint}${story.stream ? ', as a stream' : ''}` },
    { name: 'By', value: story.client === null ? 'a program that did not say' : <bdi>{story.client}</bdi> },
    ...(story.first_token_ms === null ? [] : [{ name: 'First token after', value: duration(story.first_token_ms) }]),
    { name: 'Counted', value: charge ?? 'nothing' },
    { name: 'Charged', value: story.usd === null ? 'nothing, or no price is known' : money(story.usd) },
  ];
}
