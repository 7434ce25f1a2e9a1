import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { inks, washes } from './badge';
import { classes } from './classes';
import { Icon, type IconName } from './icon';

interface Props {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}

/** What must not be missed, beside the text that it belongs to. */
export function Callout({ tone = 'accent', title, children }: Props) {
  return (
    <div className={classes('flex gap-3 rounded-lg border px-4 py-3 text-base', washes[tone])}>
      <Icon name={signs[tone]} className={classes('mt-1 size-4', inks[tone])} />
      <div className="min-w-0 text-ink">
        {title && <p className={classes('font-semibold', inks[tone])}>{title}</p>}
        {children}
      </div>
    </div>
  );
}

const signs: Record<Tone, IconName> = { neutral: 'info', accent: 'info', good: 'check', warn: 'warning', bad: 'stop' };
