import type { ReactNode } from 'react';
import { classes } from './classes';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

/** A word that sorts a thing: a kind, a count, an HTTP status. */
export function Badge({
  tone = 'neutral',
  mono = false,
  children,
}: {
  tone?: Tone;
  mono?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        'inline-flex h-5.5 items-center whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs tabular-nums',
        mono && 'font-mono',
        washes[tone],
      )}
    >
      {children}
    </span>
  );
}

/** How a thing is. Each tone has a shape of its own, because colour alone says nothing to some. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes('inline-flex items-center gap-1.5 font-medium text-sm', inks[tone])}>
      <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" fill="currentColor" aria-hidden="true">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  );
}

export const inks: Record<Tone, string> = {
  neutral: 'text-muted',
  accent: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
};

export const washes: Record<Tone, string> = {
  neutral: 'border-line bg-surface text-soft',
  accent: 'border-accent/25 bg-accent-wash text-accent',
  good: 'border-good/25 bg-good-wash text-good',
  warn: 'border-warn/25 bg-warn-wash text-warn',
  bad: 'border-bad/25 bg-bad-wash text-bad',
};

const shapes: Record<Tone, ReactNode> = {
  neutral: <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  accent: <circle cx="5" cy="5" r="4" />,
  good: <circle cx="5" cy="5" r="4" />,
  warn: <path d="M5 .8 9.6 9H.4z" />,
  bad: <rect x="1.2" y="1.2" width="7.6" height="7.6" rx="1.2" />,
};
