'use client';

import { createContext, type KeyboardEvent, type ReactNode, use, useId } from 'react';
import { InTabs } from './sample-block';
import { chooseTab, useShownTab } from './sample-choice';
import { useRun } from './use-run';

interface Props {
  tabs: readonly string[];
  /** What the reader's cookie says, so that the first paint is the last one too. */
  remembered: readonly string[];
  runs: string | null;
  runsAt: string | null;
  children: ReactNode;
}

const Group = createContext<{ id: string; tabs: readonly string[]; shown: string }>({ id: '', tabs: [], shown: '' });

/** The tabs of one example. All panels are in the page, for whoever searches, prints or has no script. */
export function SampleTabGroup({ tabs, remembered, runs, runsAt, children }: Props) {
  const id = useId();
  const shown = useShownTab(tabs, remembered);
  const run = useRun(runsAt, runs ?? undefined);

  function move(event: KeyboardEvent<HTMLElement>) {
    const place = tabs.indexOf(shown);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    chooseTab(next);
    document.getElementById(`${id}-tab-${tabs.indexOf(next)}`)?.focus();
  }

  return (
    <div data-sample className="overflow-hidden rounded-lg border border-line bg-code">
      <div data-sample-tabs className="flex items-stretch border-line border-b bg-surface pr-1.5 pl-1.5">
        <div role="tablist" aria-label="This example in" onKeyDown={move} className="flex min-w-0 grow overflow-x-auto">
          {tabs.map((tab, place) => (
            <button
              key={tab}
              id={`${id}-tab-${place}`}
              type="button"
              role="tab"
              aria-selected={tab === shown}
              aria-controls={`${id}-panel-${place}`}
              tabIndex={tab === shown ? 0 : -1}
              onClick={() => chooseTab(tab)}
              className="-mb-px h-10 shrink-0 whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-ink"
            >
              {tab}
            </button>
          ))}
        </div>
        {run.button && <span className="flex shrink-0 items-center border-line border-l pl-1">{run.button}</span>}
      </div>
      <Group value={{ id, tabs, shown }}>
        <InTabs value={true}>{children}</InTabs>
      </Group>
      {run.panel}
    </div>
  );
}

/** One tab's panel; with no script, and on paper, all of them stand below one another under their names. */
export function Sample({ tab, children }: { tab: string; children: ReactNode }) {
  const { id, tabs, shown } = use(Group);
  return (
    <div
      id={`${id}-panel-${tabs.indexOf(tab)}`}
      role="tabpanel"
      aria-label={tab}
      data-tab={tab}
      data-shown={tab === shown || undefined}
    >
      <p data-tab-name className="px-4 pt-3 font-medium text-ink text-sm">
        {tab}
      </p>
      {children}
    </div>
  );
}
