'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

interface Props {
  /** What the tabs are about, for those who cannot see them side by side. */
  label: string;
  tabs: readonly { value: string; label: string; content: ReactNode }[];
}

/**
 * Several views of one thing, one at a time. What somebody may search or print does not belong in here. On a phone their names
 * share the width and break: what is cut off at an edge is not looked for.
 */
export function Tabs({ label, tabs }: Props) {
  return (
    <Base.Root defaultValue={tabs[0]?.value}>
      <Base.List
        aria-label={label}
        className="relative flex gap-1 border-line border-b max-sm:gap-0 sm:overflow-x-auto"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="min-w-0 cursor-pointer px-3 py-2 max-sm:flex-1 max-sm:text-pretty max-sm:px-1.5 sm:whitespace-nowrap font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width] duration-200 forced-colors:bg-[Highlight]" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
