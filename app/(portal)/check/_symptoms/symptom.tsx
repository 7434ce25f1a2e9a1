import type { ReactNode } from 'react';
import { Icon } from '@/app/_ui/icon';

interface Props {
  id: string;
  title: string;
  /** What is told of it at a glance. */
  aside: ReactNode;
  children: ReactNode;
}

/** One of the list, opened by the browser itself: before there is a script, and without one. */
export function Symptom({ id, title, aside, children }: Props) {
  return (
    <li id={id} className="scroll-mt-20 border-line border-b last:border-b-0">
      <details name="symptoms" className="group open:bg-surface">
        <summary className="grid cursor-pointer list-none grid-cols-[1rem_1fr] gap-x-3 gap-y-1.5 px-4 py-3 transition-colors hover:bg-surface focus-visible:-outline-offset-2 sm:px-5 md:grid-cols-[1rem_1fr_auto] md:items-center [&::-webkit-details-marker]:hidden">
          <Icon
            name="chevron"
            className="-rotate-90 size-4 text-muted transition-transform group-open:rotate-0 max-md:mt-0.5"
          />
          <h3 className="min-w-0 font-medium text-sm">{title}</h3>
          <span className="empty:hidden max-md:col-start-2">{aside}</span>
        </summary>
        <div className="border-line border-t px-4 py-5 text-sm sm:px-5 md:pl-12">
          <div className="max-w-2xl space-y-3">{children}</div>
        </div>
      </details>
    </li>
  );
}
