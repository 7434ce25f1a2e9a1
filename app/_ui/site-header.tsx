import Link from 'next/link';
import { SearchButton } from '@/app/_search/search-button';
import { Logo } from './logo';
import { NavLink } from './nav-link';
import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';

const ways = [
  { href: '/docs', label: 'Docs', short: 'Docs' },
  { href: '/check', label: 'Check my groups', short: 'Check' },
  { href: '/console', label: 'Console', short: 'Console' },
];

export function SiteHeader({ theme }: { theme: Theme }) {
  return (
    <header data-chrome className="sticky top-0 z-30 border-line border-b bg-paper/85 backdrop-blur-md">
      <nav aria-label="Main" className="mx-auto flex h-14 max-w-[88rem] items-center gap-1 px-5 text-sm sm:px-8">
        <Link href="/" className="mr-auto flex items-center gap-2.5 py-1 font-semibold tracking-tight">
          <Logo />
          <span className="whitespace-nowrap">
            <span className="max-sm:sr-only">GenAI </span>Smart Router
          </span>
        </Link>
        {ways.map(({ href, label, short }) => (
          <NavLink key={href} href={href}>
            <span className="max-sm:hidden">{label}</span>
            <span className="sm:hidden">{short}</span>
          </NavLink>
        ))}
        <SearchButton />
        <ThemeSwitch initial={theme} />
      </nav>
    </header>
  );
}
