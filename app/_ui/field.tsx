import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';

interface FieldProps {
  label: string;
  /** The id of the control inside; its note and its problem are `${id}-note` and `${id}-problem`. */
  id: string;
  note?: ReactNode;
  problem?: string | null;
  children: ReactNode;
}

/** A control under its name, with what to know about it and what is wrong with it. */
export function Field({ label, id, note, problem, children }: FieldProps) {
  return (
    <div>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <div className="mt-1.5">{children}</div>
      <p id={`${id}-problem`} role="alert" className="mt-1.5 text-bad text-sm empty:mt-0">
        {problem}
      </p>
      {note && (
        <p id={`${id}-note`} className="mt-1.5 text-muted text-sm">
          {note}
        </p>
      )}
    </div>
  );
}

/** What a control inside of a field needs to be read together with its note and its problem. */
export function describedBy(id: string, problem?: string | null) {
  return { id, 'aria-describedby': `${id}-problem ${id}-note`, 'aria-invalid': problem ? true : undefined };
}

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={classes(control, 'h-9', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={classes(control, 'block min-h-20 py-2', className)} {...props} />;
}

/** The platform's own: it knows each phone's wheel and each reader's keyboard. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select className={classes(control, 'h-9 appearance-none pr-9', className)} {...props} />
      <svg
        viewBox="0 0 16 16"
        className="pointer-events-none absolute top-2.5 right-3 size-4 text-muted"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d="m4 6 4 4 4-4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  );
}

/* 16 px on a phone: below that iOS zooms in when a field is touched. */
export const control =
  'w-full min-w-0 rounded-md border border-field bg-raised px-3 text-ink max-sm:text-[16px] sm:text-sm shadow-low transition-colors placeholder:text-muted hover:border-soft aria-invalid:border-bad disabled:cursor-not-allowed disabled:bg-surface disabled:text-muted';
