import type { ComponentProps } from 'react';
import { CopyButton } from '@/app/_parts/copy-button';

/** A block of code under its title, with a button that copies it. */
export function CodeBlock({ title, children, ...props }: ComponentProps<'pre'>) {
  return (
    <figure className="code-block" data-copy>
      <figcaption>
        <span>{title}</span>
        <CopyButton what={title ?? 'this code'} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre {...props} tabIndex={0}>
        {children}
      </pre>
    </figure>
  );
}
