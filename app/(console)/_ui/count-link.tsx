import type { ReactNode } from 'react';
import { TextLink } from '@/app/_ui/text-link';
import { requestsWith } from '../_nav/links';

interface Props {
  count: number;
  /** What the list of requests is narrowed by to be just these. */
  requests: Readonly<Record<string, string | undefined>>;
  /** The number in other words. */
  children?: ReactNode;
}

/** A number of requests that leads to them; where there is none, there is nowhere to go. */
export function CountLink({ count, requests, children = count.toLocaleString('en') }: Props) {
  if (count === 0) return children;
  return (
    <TextLink href={requestsWith(requests)} title="Show these requests">
      {children}
    </TextLink>
  );
}
