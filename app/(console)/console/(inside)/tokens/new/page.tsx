import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { PageHead } from '../../../../_ui/page-head';
import { NewTokenForm } from './_parts/new-token-form';

export const metadata: Metadata = { title: 'New token' };

export default async function NewTokenPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (!(await mayHere('tokens:write'))) forbidden();
  const { user = '', project = '' } = await readQuery(searchParams);
  const { groups } = await ask('tokens.choices', {});
  return (
    <>
      <PageHead title="New token" above={[{ href: '/console/tokens', label: 'Caller tokens' }]}>
        It is shown once, when it is made: the router keeps only its hash.
      </PageHead>
      <NewTokenForm groups={groups} user={user} project={project} />
    </>
  );
}
