import Link from 'next/link';
import type { ComponentProps } from 'react';
import { classes } from './classes';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Looks {
  look?: ButtonLook;
  size?: 'small' | 'medium';
}

interface Props extends ComponentProps<'button'>, Looks {
  /** What it was pressed for is under way: it keeps its place and its focus, and cannot be pressed again. */
  pending?: boolean;
}

export function Button({
  look,
  size,
  pending = false,
  type = 'button',
  className,
  children,
  onClick,
  ...props
}: Props) {
  return (
    <button
      // It sends no form twice.
      type={pending ? 'button' : type}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? undefined : onClick}
      className={classes(buttonClass({ look, size }), className)}
      {...props}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}

/** A link that looks like a button: it leads somewhere, and so it stays a link. */
export function ButtonLink({ look, size, className, ...props }: ComponentProps<typeof Link> & Looks) {
  return <Link className={classes(buttonClass({ look, size }), className)} {...props} />;
}

export function buttonClass({ look = 'secondary', size = 'medium' }: Looks = {}): string {
  return classes(base, sizes[size], looks[look]);
}

const base =
  'inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress';

const sizes = { small: 'h-7 px-2.5 text-xs', medium: 'h-9 px-3.5 text-sm' };

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-accent text-accent-ink shadow-low not-disabled:hover:bg-accent-strong',
  secondary: 'border-line-strong bg-raised text-ink shadow-low not-disabled:hover:border-field',
  quiet: 'border-transparent text-soft not-disabled:hover:bg-sunken not-disabled:hover:text-ink',
  danger: 'border-transparent bg-bad text-paper shadow-low not-disabled:hover:opacity-90',
};

function Spinner() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5 animate-spin" fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" stroke="currentColor" strokeWidth="2" opacity="0.3" />
      <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
