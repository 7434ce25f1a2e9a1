import { type ReactNode, useId } from 'react';
import { Card, CardHead } from '@/app/_ui/card';
import type { Draft } from './draft';
import type { Problems } from './problems-by-field';

/** What every section of the editor is given. */
export interface SectionProps {
  draft: Draft;
  change(some: Partial<Draft>): void;
  problems: Problems;
}

/** One subject of the editor. A later capability adds its own beside these. */
export function Section({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Card>
        <CardHead id={id} title={title}>
          {about}
        </CardHead>
        <div className="p-5">{children}</div>
      </Card>
    </section>
  );
}
