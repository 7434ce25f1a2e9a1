import Link from 'next/link';
import { Icon } from '@/app/_ui/icon';

const ways = [
  {
    href: '/docs/getting-started/quickstart',
    title: 'Quickstart',
    words: 'Send a first request from a shell, in code or with an agent, on a page that sees it arrive.',
  },
  {
    href: '/check',
    title: 'Check my groups',
    words:
      'Paste a caller token and see which model groups it may use, with which programs, and why a request was refused.',
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
