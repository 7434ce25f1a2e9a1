import { TextLink } from '@/app/_ui/text-link';
import { addressWith, type Query } from '@/app/(console)/_ui/address';

/** What the figures are narrowed to, and the way out of it. */
export function Narrowed({ query, filter }: { query: Query; filter: Readonly<Record<string, string | undefined>> }) {
  const fields = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (fields.length === 0) return null;
  return (
    <p className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {fields.map(([name, value]) => (
        <span key={name} className="wrap-anywhere min-w-0">
          Only {name} <code>{value}</code>.{' '}
          <TextLink href={addressWith('/console', query, { [name]: null })}>All of them</TextLink>
        </span>
      ))}
    </p>
  );
}
