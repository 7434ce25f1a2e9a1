'use client';

import { useEffect, useState } from 'react';
import { control } from '@/app/_ui/field';
import { Icon } from '@/app/_ui/icon';
import { SupportContact } from '@/app/_ui/support-contact';
import type { GroupDetails } from '@/app/_visit/token-answer';
import { filterGroups } from './filter-groups';
import { GroupColumns, GroupRow } from './group-row';

interface Props {
  groups: readonly GroupDetails[];
  active: boolean;
  origin: string;
  supportContact: string | null;
}

/** From this many on a reader looks for one rather than over all. */
const manyGroups = 8;

/** The groups on the token's allow list, each opening for more, and each with an address of its own: `#group-<id>`. */
export function GroupList({ groups, active, origin, supportContact }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState('');
  const shown = filterGroups(groups, wanted);

  function toggle(id: string) {
    const opens = !open.has(id);
    setOpen(opens ? new Set([...open, id]) : without(open, id));
    // So that the address can be handed on.
    if (opens) history.replaceState(null, '', `#group-${id}`);
  }

  useEffect(() => {
    const openAddressed = () => {
      const id = groups.find((group) => location.hash === `#group-${group.id}`)?.id;
      if (id === undefined) return;
      setWanted('');
      setOpen((before) => new Set([...before, id]));
      // Once it is opened: the browser has looked for it before it was there.
      requestAnimationFrame(() => {
        const row = document.getElementById(`group-${id}`);
        row?.querySelector('button')?.focus({ preventScroll: true });
        row?.scrollIntoView();
      });
    };
    openAddressed();
    addEventListener('hashchange', openAddressed);
    return () => removeEventListener('hashchange', openAddressed);
  }, [groups]);

  return (
    <section id="groups" aria-labelledby="groups-title" className="mt-10 scroll-mt-20">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <h2 id="groups-title" className="font-semibold text-lg tracking-tight">
          {active ? 'It may use' : 'It could use, were it active'}
          {groups.length > 1 && <span className="ml-2 font-normal text-muted tabular-nums">{groups.length}</span>}
        </h2>
        {groups.length >= manyGroups && <Filter wanted={wanted} onWanted={setWanted} found={shown.length} />}
      </div>
      {groups.length === 0 ? (
        <p className="mt-2 text-muted">
          No model group at all: its allow list is empty. Ask your administrator for one.{' '}
          <SupportContact contact={supportContact} />
        </p>
      ) : (
        <div className="mt-3 rounded-lg border border-line bg-raised shadow-low">
          <GroupColumns />
          <ul>
            {shown.map((group) => (
              <GroupRow
                key={group.id}
                group={group}
                groups={groups}
                origin={origin}
                supportContact={supportContact}
                open={open.has(group.id)}
                onToggle={toggle}
              />
            ))}
          </ul>
          {shown.length === 0 && (
            <p className="px-5 py-4 text-muted text-sm">None of this token’s groups is called so.</p>
          )}
        </div>
      )}
    </section>
  );
}

function Filter({ wanted, onWanted, found }: { wanted: string; onWanted: (wanted: string) => void; found: number }) {
  return (
    <div className="relative w-full sm:w-64">
      <label htmlFor="group-filter" className="sr-only">
        Find a group
      </label>
      <Icon name="search" className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <input
        id="group-filter"
        type="search"
        value={wanted}
        onChange={(event) => onWanted(event.target.value)}
        placeholder="Name, or what it can do"
        autoComplete="off"
        className={`${control} h-9 pl-9`}
      />
      <span role="status" className="sr-only">
        {wanted.trim() === '' ? '' : `${found} found`}
      </span>
    </div>
  );
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((each) => each !== id));
}
