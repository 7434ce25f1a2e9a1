import type { ReactNode } from 'react';
import { Badge, type Tone } from '@/app/_ui/badge';
import { TextLink } from '@/app/_ui/text-link';
import { fromNow } from '@/app/_visit/from-now';
import type { RequestStory } from '@/app/_visit/request-story';
import { viewArrivals } from './arrivals';
import { faultAdvice } from './fault-advice';
import { GroupNames } from './group-names';

interface Props {
  stories: readonly RequestStory[];
  /** The server’s clock, as the requests’ own times are. */
  now: number;
  /** When the token was put in, by the same clock. */
  putInAt: number;
  /** The token’s groups. */
  groups: readonly string[];
}

/** The requests that have arrived, newest first: how each ended, and what to do about one that failed. */
export function ArrivalList({ stories, ...props }: Props) {
  const { failed, others } = viewArrivals(stories);
  return (
    <>
      {failed && (
        <>
          <h4 className="mt-1 font-medium text-ink">The newest one failed</h4>
          <Arrival key={failed.id} story={failed} {...props} />
          <h4 className="mt-2 font-medium text-ink">Before it</h4>
        </>
      )}
      {others.map((story) => (
        <Arrival key={story.id} story={story} {...props} />
      ))}
    </>
  );
}

function Arrival({ story, now, putInAt, groups }: Omit<Props, 'stories'> & { story: RequestStory }) {
  const { status, outcome, fault, started_at } = story;
  const startedAt = Date.parse(started_at);
  return (
    <div className="py-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink">
        <Badge mono tone={tones[outcome]}>
          {status}
        </Badge>
        <span className="wrap-anywhere min-w-0">{inWords(story)}</span>
        <span className="text-muted">
          <time dateTime={started_at}>{fromNow(Math.min(startedAt, now), now)}</time>
          {startedAt < putInAt && ', before you put the token in'}
        </span>
      </p>
      {outcome !== 'completed' && (
        <p className="mt-1 text-pretty text-soft">
          {adviceOf(story, groups)} {fault && <TextLink href={fault.page}>{`More about ${fault.code}`}</TextLink>}
        </p>
      )}
    </div>
  );
}

const tones: Readonly<Record<RequestStory['outcome'], Tone>> = {
  completed: 'good',
  refused: 'bad',
  failed: 'bad',
  cancelled: 'warn',
};

/** As in “from curl, group default, 212 ms”. Whoever asked chose the names, in whatever script. */
function inWords({ client, group, model, latency_ms }: RequestStory): ReactNode {
  const named = group ?? model;
  return (
    <>
      from {client === 'browser' ? 'a browser' : client === null ? 'a program' : <bdi>{client}</bdi>},{' '}
      {named !== null && (
        <>
          {group === null ? 'model' : 'group'} <bdi>{named}</bdi>,{' '}
        </>
      )}
      {Math.round(latency_ms)} ms
    </>
  );
}

/** What this page knows better than the fault’s own words. */
function adviceOf(story: RequestStory, groups: readonly string[]): ReactNode {
  const { fault, group, model } = story;
  if (fault?.code === 'model-not-allowed' && model !== null && groups.length > 0)
    return (
      <>
        <code>
          <bdi>{model}</bdi>
        </code>{' '}
        is none of your token’s groups: <GroupNames groups={groups} />.
      </>
    );
  if (fault?.code === 'no-eligible-target' && group !== null)
    return (
      <>
        Nothing behind <code>{group}</code> can carry what it asks for. “Why?” on{' '}
        <TextLink href="/check">Check my groups</TextLink> tells which of your groups can.
      </>
    );
  return faultAdvice(story);
}
