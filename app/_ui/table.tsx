import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';

/**
 * A dense table with hairlines. A wide one scrolls by itself, so that the page does not, and takes focus so that the keyboard
 * can scroll it; a shade at its edge says that there is more. What is hidden from the eye within it is placed within it, or it would make the page wide.
 */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and a section would be one more landmark
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="scrolls-on relative overflow-x-auto rounded-lg border border-line"
    >
      <table className="w-full border-collapse text-sm">{children}</table>
    </div>
  );
}

interface CellProps extends ComponentProps<'td'> {
  /** Figures stand right, one under the other. */
  numeric?: boolean;
}

export function HeadCell({ numeric, className, ...props }: CellProps) {
  return (
    <th
      scope="col"
      className={classes(
        'whitespace-nowrap border-line border-b bg-surface px-3 py-2 2xl:px-4 font-medium text-muted text-xs',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
      {...props}
    />
  );
}

export function Row({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      className={classes('border-line border-b transition-colors last:border-b-0 hover:bg-surface', className)}
      {...props}
    />
  );
}

export function Cell({ numeric, className, ...props }: CellProps) {
  return (
    <td
      className={classes('px-3 py-2.5 align-middle 2xl:px-4', numeric && 'text-right tabular-nums', className)}
      {...props}
    />
  );
}
