import { Badge } from '@/app/_ui/badge';
import { TextLink } from '@/app/_ui/text-link';
import type { RequestStory } from '@/app/_visit/request-story';

/** The requests that have arrived, newest first: how each ended, and what to do about one that failed. */
export function ArrivalList({ stories }: { stories: readonly RequestStory[] }) {
  return stories.map((story) => (
    <div key={story.id} className="py-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink">
        <Badge mono tone={story.outcome === 'completed' ? 'good' : 'bad'}>
          {story.status}
        </Badge>
        <span>{inWords(story)}</span>
      </p>
      {story.fault && (
        <p className="mt-1 text-pretty text-soft">
          {story.fault.message} {story.fault.advice}{' '}
          <TextLink href={story.fault.page}>{`More about ${story.fault.code}`}</TextLink>
        </p>
      )}
      {story.outcome === 'cancelled' && <p className="mt-1 text-soft">The program left before the answer was whole.</p>}
    </div>
  ));
}

/** As in “from curl, group default, 212 ms”. */
export function inWords({ client, group, model, latency_ms }: RequestStory): string {
  const named = group === null ? model && `model ${model}` : `group ${group}`;
  return [`from ${client === 'browser' ? 'a browser' : (client ?? 'a program')}`, named, `${Math.round(latency_ms)} ms`]
    .filter(Boolean)
    .join(', ');
}
