import type { ReactNode } from 'react';

/** One part of the kit, and its pieces side by side. */
export function Shelf({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-6 border-line border-b pb-2 font-semibold text-xl tracking-tight">{title}</h2>
      <div className="space-y-8">{children}</div>
    </section>
  );
}

export function Piece({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-2.5 font-mono text-muted text-xs">{name}</h3>
      {children}
    </div>
  );
}

export function Line({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}
