import type { Metadata } from 'next';
import { EmptyState } from '@/app/_ui/empty-state';
import { ask, mayHere } from '@/app/(console)/_act/ask';
import { PageHead } from '@/app/(console)/_ui/page-head';
import { offersTokens } from '@/lib/demo/offer-tokens';
import { requestOrigin } from '@/lib/docs/request-origin';
import { findRuntime } from '@/lib/runtime/runtime';
import { LatestRequests } from './_parts/latest-requests';
import { ModelSwitches } from './_parts/model-switches';
import { SendRequest } from './_parts/send-request';

export const metadata: Metadata = { title: 'Demo' };

export default async function DemoPage() {
  const { demo } = await ask('demo.read', {});
  if (!demo)
    return (
      <>
        <PageHead title="Demo" />
        <EmptyState title="This deployment runs no demo">
          A first start with nothing configured makes one, on a machine of your own. It is gone once it was removed, or
          a configuration has taken its place.
        </EmptyState>
      </>
    );
  const maySwitch = await mayHere('demo:switch');
  const { data } = await ask('requests.list', { limit: 6 });
  return (
    <>
      <PageHead title="Demo">
        Let a model fail, send a request, and see on the right which way it went. Nothing here costs anything while the
        mock provider answers.
      </PageHead>
      <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div className="min-w-0 space-y-8">
          <section aria-labelledby="models">
            <h2 id="models" className="font-semibold text-base tracking-tight">
              The mock’s models
            </h2>
            <p className="mt-0.5 mb-3 text-muted text-sm">
              {maySwitch
                ? 'What you choose holds at once, and until the next start: then each is again what it was by nature.'
                : 'Your role sees how they behave, and does not switch them. What somebody else chose holds until the next start.'}
            </p>
            <ModelSwitches first={demo.models} maySwitch={maySwitch} />
          </section>
          <SendRequest groups={demo.groups} offersToken={offersTokens(findRuntime(), await requestOrigin())} />
        </div>
        <LatestRequests first={data} />
      </div>
    </>
  );
}
