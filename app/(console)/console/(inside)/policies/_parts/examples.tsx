import { Card } from '@/app/_ui/card';
import { TextLink } from '@/app/_ui/text-link';
import type { Samples } from './trial';

/** What to begin with: each opens the editor with a policy that works. */
export function Examples({ examples }: { examples: Samples['examples'] }) {
  return (
    <ul aria-label="Examples" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {examples.map(({ id, about }) => (
        <li key={id}>
          <Card className="h-full px-4 py-3">
            <TextLink href={`/console/policies/new?example=${id}`} className="font-medium">
              {id}
            </TextLink>
            <p className="mt-1 text-muted text-sm">{about}</p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
