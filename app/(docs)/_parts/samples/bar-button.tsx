import type { ReactNode } from 'react';

interface Props {
  onClick: (event: { currentTarget: HTMLButtonElement }) => void;
  /** Its name, which has the words that are seen in it. */
  label?: string;
  children: ReactNode;
}

/** A button in the bar of an example. */
export function BarButton({ onClick, label, children }: Props) {
  return (
    <button
      type="button"
      data-needs-script
      onClick={onClick}
      aria-label={label}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-sm px-2 font-sans text-muted text-xs transition-colors hover:bg-sunken hover:text-ink"
    >
      {children}
    </button>
  );
}
