import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/button';

interface Props {
  title: string;
  /** Where one more is made; null for whoever makes none. */
  newToken: string | null;
  /** What else can be done. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Where a user calls from, or who calls from a project. */
export function Places({ title, newToken, actions, children }: Props) {
  return (
    <section aria-labelledby="places" className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="places" className="font-semibold text-lg tracking-tight">
          {title}
        </h2>
        <div className="flex flex-wrap gap-2">
          {actions}
          {newToken && (
            <ButtonLink href={newToken} size="small" prefetch={false}>
              New token
            </ButtonLink>
          )}
        </div>
      </div>
      {children}
    </section>
  );
}
