import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import { CopyButton } from './copy-button';

interface Props extends ComponentProps<'pre'> {
  title?: string;
  /** Long lines are broken rather than scrolled to: for what is read and copied whole. */
  wrap?: boolean;
  /** What can be done with it, where that is more than to copy it. */
  actions?: ReactNode;
  /** One of several within a frame of theirs. */
  framed?: boolean;
}

/** A block of code under its title, with a button that copies it. */
export function CodeBlock({ title, wrap = false, actions, framed = false, className, children, ...props }: Props) {
  return (
    <figure className={framed ? 'bg-code' : 'overflow-hidden rounded-lg border border-line bg-code'} data-copy>
      <figcaption className="flex items-center justify-between gap-3 border-line border-b bg-surface py-1 pr-1.5 pl-4 text-muted text-xs">
        <span className="min-w-0 truncate">{title}</span>
        {actions ? (
          <span className="flex shrink-0 items-center gap-0.5">{actions}</span>
        ) : (
          <CopyButton what={title ?? 'this code'} />
        )}
      </figcaption>
      <pre
        {...props}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={classes(
          'px-4 py-3.5 font-mono text-[0.8125rem] leading-[1.65] [tab-size:2] focus-visible:-outline-offset-2',
          wrap ? 'wrap-anywhere whitespace-pre-wrap' : 'overflow-x-auto',
          className,
        )}
      >
        {children}
      </pre>
    </figure>
  );
}
