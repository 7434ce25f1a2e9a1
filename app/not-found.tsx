import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <main id="content" className="mx-auto w-full max-w-3xl grow px-5 py-20">
      <p className="font-mono text-muted text-sm">404</p>
      <h1 className="mt-2 font-semibold text-3xl tracking-tight">There is no page at this address</h1>
      <p className="mt-4 text-muted">
        The{' '}
        <Link href="/docs" className="text-accent underline">
          docs
        </Link>{' '}
        list every page there is. An API client that lands here has a wrong base URL: see{' '}
        <Link href="/docs/errors/not-found" className="text-accent underline">
          not-found
        </Link>
        .
      </p>
    </main>
  );
}
