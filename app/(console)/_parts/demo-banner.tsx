import { TextLink } from '@/app/_ui/text-link';
import { mayHere } from '@/app/(console)/_act/ask';
import { findRuntime } from '@/lib/runtime/runtime';
import { RemoveDemo } from './remove-demo';

/** Above every page of the console while the built-in demo is there: that it is one, how to watch it, and the way out of it. */
export async function DemoBanner() {
  if (!findRuntime()?.demo) return null;
  return (
    <section
      aria-label="Demo"
      className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg border border-accent/30 bg-accent-wash px-4 py-2.5 text-sm"
    >
      <p className="min-w-0 text-pretty">
        <span className="font-semibold">This deployment runs the built-in demo.</span>{' '}
        <TextLink href="/console/demo">Let a model fail, and watch a fallback</TextLink>
      </p>
      {(await mayHere('demo:remove')) && <RemoveDemo />}
    </section>
  );
}
