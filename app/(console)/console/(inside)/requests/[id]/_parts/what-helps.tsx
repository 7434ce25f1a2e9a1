import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';

export function WhatHelps({ advice, page }: { advice: string | null; page: string | null }) {
  if (advice === null) return null;
  return (
    <div className="mb-6">
      <Callout tone="accent" title="What to know">
        {advice} {page && <TextLink href={page}>What this fault means</TextLink>}
      </Callout>
    </div>
  );
}
