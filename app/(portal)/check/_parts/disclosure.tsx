'use client';

import { type ReactNode, useId } from 'react';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';

interface Props {
  /** The heading’s own words: all that is read out before it is opened. */
  title: ReactNode;
  id?: string;
  /** What is told of it at a glance; pressing it opens as well. */
  aside?: ReactNode;
  open: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** One of a list, with a heading that opens it. What is inside is made when it is asked for. */
export function Disclosure({ title, id, aside, open, onToggle, children }: Props) {
  const own = useId();
  const panel = `${own}-panel`;
  return (
    <li id={id} className="scroll-mt-20 border-line border-b last:border-b-0">
      <div
        className={classes(
          'relative flex gap-3 px-4 md:items-center py-3 transition-colors hover:bg-surface sm:px-5',
          open && 'bg-surface',
        )}
      >
        <Icon
          name="chevron"
          className={classes('size-4 text-muted transition-transform max-md:mt-0.5', open ? '' : '-rotate-90')}
        />
        <div className="flex min-w-0 grow flex-wrap items-center gap-x-4 gap-y-1.5 md:flex-nowrap">
          <h3 className="min-w-0 grow basis-60">
            <button
              type="button"
              id={`${own}-button`}
              aria-expanded={open}
              aria-controls={open ? panel : undefined}
              onClick={onToggle}
              className="w-full text-left after:absolute after:inset-0"
            >
              {title}
            </button>
          </h3>
          {aside}
        </div>
      </div>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark for each line of the list
        <div
          id={panel}
          role="group"
          aria-labelledby={`${own}-button`}
          className="border-line border-t px-4 py-5 sm:px-5 md:pl-12"
        >
          {children}
        </div>
      )}
    </li>
  );
}
