/** What lies over the page comes in quietly and says by its shadow how far above it is. */
export const backdrop =
  'fixed inset-0 z-40 min-h-dvh bg-[var(--veil)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

export const popup =
  'fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-raised p-6 shadow-dialog outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0';

export const floating =
  'origin-(--transform-origin) rounded-lg border border-line bg-raised shadow-menu outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0';
