'use client';

import { Button } from '@/app/_ui/button';
import { control } from '@/app/_ui/field';
import { Icon } from '@/app/_ui/icon';
import { type Held, useHeld } from './held';
import { TakeTokenButtons } from './take-token-buttons';
import { useKeptFocus } from './use-kept-focus';
import { chooseModel, forgetToken } from './visit';
import { WhomToAsk } from './whom-to-ask';

interface Props {
  isDemo: boolean;
  supportContact: string | null;
}

/** Whose the examples of a page are: nobody's yet, or the holder's of a token for this visit. */
export function VisitBar({ isDemo, supportContact }: Props) {
  const held = useHeld();
  return (
    <section
      aria-label="Your token in the examples"
      data-visit
      tabIndex={-1}
      className="mb-8 flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-sm print:hidden"
    >
      {held ? <Holder held={held} supportContact={supportContact} /> : <Nobody isDemo={isDemo} />}
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

function Holder({ held, supportContact }: { held: Held; supportContact: string | null }) {
  const { user, project, groups } = held;
  const place = useKeptFocus<HTMLDivElement>();
  return (
    <>
      <p className="flex min-w-0 grow basis-56 items-center gap-2 text-soft" title={note}>
        <Icon
          name={groups.length > 0 ? 'check' : 'warning'}
          className={groups.length > 0 ? 'size-4 text-good' : 'size-4 text-warn'}
        />
        <span className="min-w-0">
          Token of <strong className="font-medium text-ink">{user}</strong> in {project}
          <span className="sr-only">. {note}</span>
          {groups.length === 0 && (
            <>
              : it may use no model group, and examples with it are refused. <WhomToAsk contact={supportContact} />
            </>
          )}
        </span>
      </p>
      <div ref={place} className="flex min-w-0 items-center gap-2">
        {groups.length > 0 && <GroupSelect held={held} />}
        <Button size="small" look="quiet" onClick={forgetToken}>
          Forget
        </Button>
      </div>
    </>
  );
}

function GroupSelect({ held: { groups, model } }: { held: Held }) {
  return (
    <>
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
          {groups.map((group) => (
            <option key={group}>{group}</option>
          ))}
        </select>
        <Icon name="chevron" className="pointer-events-none absolute top-1.5 right-2 size-4 text-muted" />
      </span>
    </>
  );
}

const note = 'It is kept in this page’s memory until you reload or leave, and goes to this deployment only';
