import { classes } from './classes';

/** The place of a line that is still on its way; whoever shows it says in words that something is loading. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classes('block animate-pulse rounded-sm bg-sunken', className ?? 'h-4')} />
  );
}
