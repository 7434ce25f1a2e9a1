import type { Metadata } from 'next';
import { TextLink } from '@/app/_ui/text-link';
import { ask, mayHere, signedIn } from '../../../_act/ask';
import { PageHead } from '../../../_ui/page-head';
import { AdministratorTable } from './_parts/administrator-table';
import { InviteDialog } from './_parts/invite-dialog';

export const metadata: Metadata = { title: 'Administrators' };

export default async function AdministratorsPage() {
  const { data } = await ask('administrators.list', {});
  const [mayChange, { name }] = [await mayHere('administrators:write'), await signedIn()];
  return (
    <>
      <PageHead title="Administrators" actions={mayChange && <InviteDialog />}>
        Who may open this console, and what they may do in it.{' '}
        <TextLink href="/docs/administering/administrators-and-roles">What each role includes</TextLink>.
        {!mayChange && ' Owners change it.'}
      </PageHead>
      <AdministratorTable rows={data} self={name} mayChange={mayChange} />
    </>
  );
}
