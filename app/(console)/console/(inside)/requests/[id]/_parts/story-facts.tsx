import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import { TextLink } from '@/app/_ui/text-link';
import { figure, milliseconds, usd } from '@/app/(console)/_charts/figures';
import { auditOf, groupPage, requestsWith, targetPage, tokenPage } from '@/app/(console)/_nav/links';
import type { Gone, RequestStory } from '@/lib/admin/requests/story';
import { noName } from '@/lib/admin/usage/no-name';
import { estimatedWords, tellSum } from './cost-words';
import { isOfGone, LinkUnlessGone } from './link-unless-gone';
import { seenStatus } from './story-words';

/** Who asked for what, whose answer it was, and what it took. */
export function StoryFacts({ story, seesAudit }: { story: RequestStory; seesAudit: boolean }) {
  const { group, model, target, caller, price, gone } = story;
  const facts: { name: string; value: ReactNode }[] = [
    {
      name: 'Came at (UTC)',
      value: <time dateTime={story.started_at}>{story.started_at.replace('T', ' ').slice(0, 23)}</time>,
    },
    { name: 'The caller saw', value: seenStatus(story) },
    { name: 'Took', value: milliseconds(story.latency_ms) },
    {
      name: 'First token after',
      value: story.first_token_ms === null ? 'not a stream, or none came' : milliseconds(story.first_token_ms),
    },
    { name: 'Sent to', value: `${story.endpoint}${story.stream ? ', as a stream' : ''}` },
    { name: 'Model asked for', value: model ?? 'none was read' },
    {
      name: 'Group',
      value: group === null ? noName : <LinkUnlessGone name={group} page={groupPage} isGone={gone.group} />,
    },
    {
      name: 'Answered by',
      value:
        target === null ? noName : <LinkUnlessGone name={target} page={targetPage} isGone={isOfGone(target, gone)} />,
    },
    { name: 'Client', value: story.client ?? 'did not say' },
    ...(caller ? callerFacts(caller, gone) : []),
    { name: 'Tokens in', value: counted(story.input_tokens, story.cached_input_tokens, 'cached') },
    { name: 'Tokens out', value: counted(story.output_tokens, story.reasoning_tokens, 'reasoning') },
    { name: 'Cost', value: story.usd === null ? 'not known' : (tellSum(story) ?? usd(story.usd)) },
    ...(story.estimated ? [{ name: 'These figures', value: estimatedWords }] : []),
    ...(price ? [{ name: 'At a price of', value: tellPrice(price) }] : []),
    ...(story.degraded.length > 0 ? [{ name: 'Left out for this target', value: story.degraded.join(', ') }] : []),
  ];
  return (
    <Card className="p-5">
      <KeyValues facts={facts} />
      <p className="mt-5 flex flex-wrap gap-x-5 gap-y-1 border-line border-t pt-4 text-sm">
        {group !== null && <TextLink href={requestsWith({ group })}>Requests of this group</TextLink>}
        {target !== null && <TextLink href={requestsWith({ target })}>Requests that this target answered</TextLink>}
        {caller && <TextLink href={requestsWith({ token: caller.token_id })}>Requests of this token</TextLink>}
        {group !== null && seesAudit && <TextLink href={auditOf('group', group)}>Changes to this group</TextLink>}
      </p>
    </Card>
  );
}

function callerFacts({ user, project, environment, token_id }: NonNullable<RequestStory['caller']>, gone: Gone) {
  return [
    { name: 'Caller', value: `${user} in ${project}` },
    { name: 'Environment', value: environment },
    { name: 'Token', value: <LinkUnlessGone name={token_id} page={tokenPage} isGone={gone.token} /> },
  ];
}

function counted(all: number | null, part: number | null, what: string): string {
  if (all === null) return 'not counted';
  return part ? `${figure(all, 'count')}, ${figure(part, 'count')} of them ${what}` : figure(all, 'count');
}

function tellPrice({ input, cached_input, output, effective_from }: NonNullable<RequestStory['price']>): string {
  const cached = cached_input === null ? '' : `, ${usd(cached_input)} for cached ones`;
  return `${usd(input)} a million tokens in${cached}, ${usd(output)} out; in force since ${effective_from.slice(0, 10)}`;
}
