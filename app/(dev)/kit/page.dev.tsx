import type { Metadata } from 'next';
import { Controls } from './_parts/controls';
import { Facts } from './_parts/facts';
import { Foundations } from './_parts/foundations';
import { Overlays } from './_parts/overlays';
import { Words } from './_parts/words';

export const metadata: Metadata = { title: 'Kit' };

/** Every component in every state. Its name ends in .dev.tsx, which only `next dev` takes for a page: see next.config.mjs. */
export default function KitPage() {
  return (
    <main id="content" className="mx-auto w-full max-w-5xl grow space-y-16 px-5 py-12 sm:px-8">
      <h1 className="font-semibold text-3xl tracking-tight">Kit</h1>
      <Foundations />
      <Words />
      <Controls />
      <Facts />
      <Overlays />
    </main>
  );
}
