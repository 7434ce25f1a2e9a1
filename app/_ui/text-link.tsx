import Link from 'next/link';
import type { ComponentProps } from 'react';
import { classes } from './classes';

/**
 * A link within text. Inner addresses are Next's, all others the browser's. Nothing is fetched ahead: every page is rendered
 * for its own request, and most links of a text are never followed.
 */
export function TextLink({ href, className, ...props }: ComponentProps<'a'> & { href: string }) {
  const all = classes(look, className);
  return href.startsWith('/') ? (
    <Link href={href} prefetch={false} className={all} {...props} />
  ) : (
    <a href={href} className={all} {...props} />
  );
}

const look = 'text-accent underline decoration-accent/40 underline-offset-3 transition-colors hover:decoration-current';
