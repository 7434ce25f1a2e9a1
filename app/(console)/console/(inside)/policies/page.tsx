import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { ask, mayHere } from '../../../_act/ask';
import { PageHead } from '../../../_ui/page-head';
import { Examples } from './_parts/examples';
import { PolicyTable } from './_parts/policy-table';

export const metadata: Metadata = { title: 'Policies' };

/** TypeScript that orders the targets of a request. */
export default async function PoliciesPage() {
  const { data } = await ask('policies.list', {});
  const mayWrite = await mayHere('policies:write');
  const { examples } = await ask('policies.samples', {});
  const add = mayWrite && (
    <ButtonLink href="/console/policies/new" look="primary">
      Write a policy
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Policies" actions={add}>
        TypeScript that decides in which order a request’s targets are tried, and whether an answer is good enough. A
        group whose strategy is a policy asks the version in force.
      </PageHead>
      <div className="space-y-6">
        {data.length > 0 && <PolicyTable rows={data} />}
        {data.length === 0 && (
          <EmptyState title="No policies yet" action={add}>
            The strategies of a group need none. Write one where the order depends on what is asked, who asks, or what
            it would cost.
          </EmptyState>
        )}
        {mayWrite && (
          <section aria-labelledby="examples" className="space-y-3">
            <h2 id="examples" className="font-semibold">
              Begin with an example
            </h2>
            <Examples examples={examples} />
          </section>
        )}
      </div>
    </>
  );
}
