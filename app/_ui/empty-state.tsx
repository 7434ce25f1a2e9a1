import type { ReactNode } from 'react';

/** Nothing here yet: why, and what makes it something. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-line-strong border-dashed px-6 py-12 text-center">
      <svg
        viewBox="0 0 48 24"
        className="h-6 w-12 text-line-strong"
        fill="none"
        stroke="currentColor"
        aria-hidden="true"
      >
        <path d="M4 12h10c8 0 8-7 16-7h14" strokeWidth="2" strokeLinecap="round" strokeDasharray="1 5" />
        <path d="M14 12c8 0 8 7 16 7h14" strokeWidth="2" strokeLinecap="round" strokeDasharray="1 5" />
        <circle cx="4" cy="12" r="3" fill="currentColor" stroke="none" />
      </svg>
      <p className="mt-4 font-semibold">{title}</p>
      <div className="mt-1 max-w-sm text-muted text-sm">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
