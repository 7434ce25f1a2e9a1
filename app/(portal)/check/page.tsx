import type { Metadata } from 'next';
import { offersTokens } from '@/lib/demo/offer-tokens';
import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { statusAdvice } from '@/lib/docs/status-advice';
import { findRuntime } from '@/lib/runtime/runtime';
import { Check } from './_parts/check';
import { WithoutScript } from './_parts/without-script';

export const metadata: Metadata = {
  title: 'Check my groups',
  description: 'See which model groups a caller token may use, or why it or one of its requests is refused.',
};

export default async function CheckPage() {
  const origin = await requestOrigin();
  const isDemo = offersTokens(findRuntime(), origin);
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl grow px-5 py-12 outline-none sm:px-8 sm:py-16">
      <h1 className="font-semibold text-2xl tracking-tight sm:text-3xl">Check my groups</h1>
      <p className="mt-3 max-w-2xl text-pretty text-lg text-muted">
        Paste a caller token to see which model groups it may use and with which programs, or why it, or one of its
        requests, is refused.
      </p>
      <WithoutScript origin={origin} />
      <Check
        origin={origin}
        supportContact={pageSettings().supportContact}
        statusAdvice={statusAdvice}
        isDemo={isDemo}
      />
    </main>
  );
}
