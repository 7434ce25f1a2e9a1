'use client';

import { Button } from '@/app/_ui/button';
import { control } from '@/app/_ui/field';
import { Icon } from '@/app/_ui/icon';
import { type Held, useHeld } from './held';
import { TakeTokenButtons } from './take-token-buttons';
import { chooseModel, forgetToken } from './visit';

/** Whose the examples of a page are: nobody's yet, or the holder's of a token for this visit. */
export function VisitBar({ isDemo }: { isDemo: boolean }) {
  const held = useHeld();
  return (
    <section
      aria-label="Your token in the examples"
      data-visit
      className="mb-8 flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-sm print:hidden"
    >
      {held ? <Holder held={held} /> : <Nobody isDemo={isDemo} />}
    </section>
  );
}

function Nobody({ isDemo }: { isDemo: boolean }) {
  return (
    <>
      <p className="min-w-0 grow basis-56 text-soft">
        With your token, the examples name your groups and run as they are.
      </p>
      <TakeTokenButtons isDemo={isDemo} />
    </>
  );
}

function Holder({ held: { user, project, groups, model } }: { held: Held }) {
  return (
    <>
      <p className="flex min-w-0 grow items-center gap-2 text-soft" title={note}>
        <Icon name="check" className="size-4 text-good" />
        <span className="min-w-0">
          Token of <strong className="font-medium text-ink">{user}</strong> in {project}
          <span className="sr-only">. {note}</span>
        </span>
      </p>
      <div className="flex min-w-0 items-center gap-2">
        <label htmlFor="visit-model" className="text-muted">
          Group
        </label>
        <span className="relative block min-w-0">
          <select
            id="visit-model"
            value={model}
            onChange={(event) => chooseModel(event.target.value)}
            className={`${control} h-7 max-w-44 appearance-none truncate py-0 pr-7 pl-2.5 font-mono`}
          >
            {(groups.includes(model) ? groups : [model, ...groups]).map((group) => (
              <option key={group}>{group}</option>
            ))}
          </select>
          <Icon name="chevron" className="pointer-events-none absolute top-1.5 right-2 size-4 text-muted" />
        </span>
        <Button size="small" look="quiet" onClick={forgetToken}>
          Forget
        </Button>
      </div>
    </>
  );
}

const note = 'It is kept in this page’s memory until you reload or leave, and goes to this deployment only';
