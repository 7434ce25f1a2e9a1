import { offersTokens } from '@/lib/demo/offer-tokens';
import { requestOrigin } from '@/lib/docs/request-origin';
import { findRuntime } from '@/lib/runtime/runtime';
import { DemoCard } from './_start/demo-card';
import { FirstCall } from './_start/first-call';
import { RoutePicture } from './_start/route-picture';
import { Ways } from './_start/ways';
import { Address } from './_ui/address';
import { Card } from './_ui/card';

/** What this deployment is, where it is, and the ways on. */
export default async function StartPage() {
  const origin = await requestOrigin();
  const runtime = findRuntime();
  const demo = runtime?.demo ?? null;
  const token = demo && offersTokens(runtime, origin) ? demo.tokens.good : null;
  return (
    <main
      id="content"
      tabIndex={-1}
      className="outline-none mx-auto w-full max-w-6xl grow px-5 py-12 sm:px-8 sm:py-16 lg:py-20"
    >
      <div className="grid items-center gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_27rem]">
        <div>
          <h1 className="text-balance font-semibold text-3xl tracking-[-0.03em] sm:text-4xl">
            One address for every model
          </h1>
          <p className="mt-4 max-w-[36rem] text-pretty text-lg text-muted">
            Programs send their requests here with a caller token and the name of a model group. The router chooses a
            provider behind that name, tries the next one when the first fails, and keeps the account.
          </p>
        </div>
        <RoutePicture />
      </div>
      <div className="mt-12 grid gap-4 lg:grid-cols-2">
        <Card>
          <dl className="grid divide-y divide-line">
            <Address label="Origin" value={origin} note="ROUTER_BASE_URL in every example" />
            <Address label="API base" value={`${origin}/v1`} note="What an OpenAI client calls its base URL" />
          </dl>
        </Card>
        <FirstCall origin={origin} token={token} />
      </div>
      {demo && <DemoCard demo={demo} origin={origin} hasToken={token !== null} />}
      <Ways />
    </main>
  );
}
