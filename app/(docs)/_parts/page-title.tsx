import type { ReactNode } from 'react';
import { CopyPage } from './copy-page';

export function PageTitle({ title, description, above }: { title: string; description: string; above?: ReactNode }) {
  return (
    <header className="mb-10 border-line border-b pb-8">
      {above}
      <h1 className="text-balance font-semibold text-2xl tracking-tight sm:text-3xl">{title}</h1>
      <p className="mt-3 max-w-[38rem] text-pretty text-lg text-muted">{description}</p>
      <p className="mt-5 flex gap-5 print:hidden">
        <CopyPage />
      </p>
    </header>
  );
}
