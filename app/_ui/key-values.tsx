import type { ReactNode } from 'react';

/** Facts about one thing, each under its name. */
export function KeyValues({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))]">
      {facts.map(({ name, value }) => (
        <div key={name} className="min-w-0">
          <dt className="text-muted text-xs">{name}</dt>
          <dd className="mt-0.5 break-words text-sm tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
