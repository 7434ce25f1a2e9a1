import type { ReactNode } from 'react';

/** A page on which one is not signed in yet. */
export function Door({ title, note, children }: { title: string; note: ReactNode; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-sm grow flex-col justify-center px-5 py-16 outline-none"
    >
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <p className="mt-2 text-pretty text-muted">{note}</p>
      <div className="mt-8 space-y-6">{children}</div>
    </main>
  );
}
