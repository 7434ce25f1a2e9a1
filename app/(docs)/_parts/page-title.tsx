import type { ReactNode } from 'react';

export function PageTitle({ title, description, above }: { title: string; description: string; above?: ReactNode }) {
  return (
    <header className="mb-8">
      {above}
      <h1 className="text-balance font-semibold text-3xl tracking-tight">{title}</h1>
      <p className="mt-3 text-lg text-muted">{description}</p>
    </header>
  );
}
