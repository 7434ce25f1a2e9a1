import type { Metadata } from 'next';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';
import { includesRole, roles } from '@/lib/admin/roles';
import { ask, mayHere, signedIn } from '../../../_act/ask';
import { PageHead } from '../../../_ui/page-head';
import { AdminTokenTable } from './_parts/admin-token-table';
import { CreateDialog } from './_parts/create-dialog';

export const metadata: Metadata = { title: 'Admin tokens' };

export default async function AdminTokensPage() {
  const { data } = await ask('admin-tokens.list', {});
  const [mayChange, { role: own }] = [await mayHere('admin-tokens:write'), await signedIn()];
  const among = roles.filter((role) => includesRole(own, role));
  return (
    <>
      <PageHead title="Admin tokens" actions={mayChange && <CreateDialog among={among} />}>
        For programs that administer this deployment through the{' '}
        <TextLink href="/docs/administering/first-sign-in">admin API</TextLink> or the command line. Callers of models
        have tokens of their own.
      </PageHead>
      {data.length === 0 ? (
        <EmptyState title="No admin token yet">
          The server has one of its own (ROUTER_ADMIN_TOKEN, or a file in its data folder), which may everything. Make
          others for what should may less: a pipeline that applies a configuration, a dashboard that reads figures.
        </EmptyState>
      ) : (
        <AdminTokenTable rows={data} own={own} mayChange={mayChange} />
      )}
    </>
  );
}
