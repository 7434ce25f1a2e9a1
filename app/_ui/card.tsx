import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';

/** A thing of its own on the page. */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={classes('rounded-lg border border-line bg-raised shadow-low', className)} {...props} />;
}

interface HeadProps {
  title: ReactNode;
  /** What can be done with all of it. */
  actions?: ReactNode;
  id?: string;
  children?: ReactNode;
}

export function CardHead({ title, actions, id, children }: HeadProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-b px-5 py-4">
      <div className="min-w-0">
        <h2 id={id} className="font-semibold text-base tracking-tight">
          {title}
        </h2>
        {children && <div className="text-muted text-sm">{children}</div>}
      </div>
      {actions}
    </div>
  );
}
