import Link from 'next/link';
import { Icon } from '@/app/_ui/icon';

const ways = [
  {
    href: '/docs/getting-started/available-models-and-access',
    title: 'Read the docs',
    words: 'Send a first request, learn what the names mean, and what to do when one is missing.',
  },
  {
    href: '/check',
    title: 'Check my groups',
    words: 'Paste a caller token and see which model groups it may use, and what each can carry.',
  },
];

export function Ways() {
  return (
    <ul className="mt-4 grid gap-4 sm:grid-cols-2">
      {ways.map(({ href, title, words }) => (
        <li key={href}>
          <Link
            href={href}
            className="group block h-full rounded-lg border border-line bg-raised p-5 shadow-low transition-colors hover:border-accent"
          >
            <span className="flex items-center gap-2 font-semibold">
              {title}
              <Icon name="arrow" className="size-4 text-accent transition-transform group-hover:translate-x-0.5" />
            </span>
            <span className="mt-1 block text-pretty text-muted">{words}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
