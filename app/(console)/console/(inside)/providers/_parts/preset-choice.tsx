import Link from 'next/link';
import type { VerbAnswer } from '@/lib/admin/verbs';
import { dialectNames } from './names';

interface Props {
  presets: VerbAnswer<'providers.presets'>['data'];
}

/** The well-known places, a link each, and one for all others. */
export function PresetChoice({ presets }: Props) {
  const kinds = [
    ...presets.map(({ id, title, dialect, base_url }) => ({ id, title, dialect: dialectNames[dialect], base_url })),
    { id: 'none', title: 'Another place', dialect: 'Any of the four languages', base_url: 'filled in by hand' },
  ];
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {kinds.map(({ id, title, dialect, base_url }) => (
        <li key={id}>
          <Link
            href={`/console/providers/new?preset=${id}`}
            prefetch={false}
            className="block h-full rounded-lg border border-line bg-raised px-4 py-3 shadow-low transition-colors hover:border-line-strong"
          >
            <span className="block font-medium">{title}</span>
            <span className="block text-muted text-sm">{dialect}</span>
            <span className="block break-all text-muted text-xs">{base_url ?? 'an address of your own'}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
