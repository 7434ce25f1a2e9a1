import Link from 'next/link';
import { Logo } from './logo';

const ways = [
  { href: '/docs', label: 'Docs' },
  { href: '/check', label: 'Check my groups' },
];

export function SiteHeader() {
  return (
    <header className="border-line border-b">
      <nav
        aria-label="Main"
        className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 sm:gap-x-6 gap-y-1 px-5 py-3 text-sm"
      >
        <Link href="/" className="mr-auto flex items-center gap-2.5 py-1 font-semibold">
          <Logo />
          <span>
            <span className="max-sm:sr-only">GenAI </span>Smart Router
          </span>
        </Link>
        {ways.map(({ href, label }) => (
          <Link key={href} href={href} className="py-1 text-muted transition-colors hover:text-ink">
            {label}
          </Link>
        ))}
      </nav>
    </header>
  );
}
