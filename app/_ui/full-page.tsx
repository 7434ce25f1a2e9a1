import type { ReactNode } from 'react';

/** A page that has one thing to say, in place of what was asked for. */
export function FullPage({ sign, title, children }: { sign: string; title: string; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="outline-none mx-auto flex w-full max-w-2xl grow flex-col justify-center px-5 py-20 sm:px-8"
    >
      <p className="font-medium font-mono text-accent text-sm">{sign}</p>
      <h1 className="mt-3 text-balance font-semibold text-2xl tracking-tight sm:text-3xl">{title}</h1>
      <div className="mt-4 space-y-4 text-pretty text-lg text-muted">{children}</div>
    </main>
  );
}
