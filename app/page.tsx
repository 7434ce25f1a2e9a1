import Link from 'next/link';
import { requestOrigin } from '@/lib/docs/request-origin';
import { Address } from './_parts/address';

export default async function StartPage() {
  const origin = await requestOrigin();
  return (
    <main id="content" className="mx-auto w-full max-w-3xl grow px-5 py-14 sm:py-20">
      <h1 className="text-balance font-semibold text-3xl tracking-tight sm:text-4xl">One address for every model</h1>
      <p className="mt-4 max-w-xl text-lg text-muted">
        Programs send their requests here with a caller token and the name of a model group. The router chooses the
        provider, tries the next one when the first fails, and keeps the account.
      </p>
      <dl className="mt-10 divide-y divide-line rounded-lg border border-line bg-surface">
        <Address label="Origin" value={origin} note="ROUTER_BASE_URL in every example" />
        <Address label="API base" value={`${origin}/v1`} note="What an OpenAI client calls its base URL" />
      </dl>
      <ul className="mt-10 grid gap-4 sm:grid-cols-2">
        <Way href="/docs/getting-started/available-models-and-access" title="Start here">
          Send a first request, and learn what the names mean.
        </Way>
        <Way href="/check" title="Check my groups">
          Paste a caller token and see what it may use.
        </Way>
      </ul>
    </main>
  );
}

function Way({ href, title, children }: { href: string; title: string; children: string }) {
  return (
    <li>
      <Link
        href={href}
        className="block h-full rounded-lg border border-line p-4 transition-colors hover:border-accent"
      >
        <span className="font-medium text-accent">
          {title} <span aria-hidden="true">→</span>
        </span>
        <span className="mt-1 block text-muted text-sm">{children}</span>
      </Link>
    </li>
  );
}
