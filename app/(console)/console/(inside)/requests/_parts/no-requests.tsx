import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';

export function NoRequests({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <EmptyState title="No request is like that">
        Names are compared whole; without a date these are the last 30 days.{' '}
        <TextLink href="/console/requests">All requests</TextLink>
      </EmptyState>
    );
  return (
    <EmptyState title="No request yet">
      A request with a valid token stands here a moment after its end, however it ended. The{' '}
      <TextLink href="/docs/getting-started/quickstart">Quickstart</TextLink> has one to send.
    </EmptyState>
  );
}
