import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import { requestsWith } from '@/app/(console)/_nav/links';
import type { RequestStory } from '@/lib/admin/requests/story';

/** A caller who sends an id of their own may send it again. */
export function SameId({ story: { same_id, request_id } }: { story: RequestStory }) {
  if (same_id < 2) return null;
  return (
    <div className="mb-6">
      <Callout tone="neutral">
        {same_id} requests were sent with this id; this is one of them.{' '}
        <TextLink href={requestsWith({ request_id })}>All of them</TextLink>
      </Callout>
    </div>
  );
}
