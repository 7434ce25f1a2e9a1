'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { classes } from './classes';
import { floating } from './overlays';

export type MenuEntry =
  | { label: string; onSelect: () => void; danger?: boolean; disabled?: boolean }
  | { label: string; href: string }
  | 'separator';

/** What can be done with one thing. */
export function Menu({ trigger, entries }: { trigger: ReactElement; entries: readonly MenuEntry[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50 outline-none">
          <Base.Popup className={`${floating} min-w-44 p-1`}>
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a menu's entries do not change while it is open
              <Entry key={index} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry === 'separator') return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
  if ('href' in entry) {
    return (
      <Base.LinkItem href={entry.href} className={item}>
        {entry.label}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item
      onClick={entry.onSelect}
      disabled={entry.disabled}
      className={classes(item, entry.danger && 'text-bad data-highlighted:bg-bad-wash')}
    >
      {entry.label}
    </Base.Item>
  );
}

const item =
  'flex cursor-pointer select-none items-center rounded-sm px-2.5 py-1.5 text-sm outline-none data-disabled:cursor-not-allowed data-highlighted:bg-sunken data-disabled:text-muted forced-colors:data-highlighted:outline';
