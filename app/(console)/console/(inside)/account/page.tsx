import type { Metadata } from 'next';
import { Card, CardHead } from '@/app/_ui/card';
import { ask } from '../../../_act/ask';
import { PageHead } from '../../../_ui/page-head';
import { nameOwnTokens } from './_parts/name-own-tokens';
import { PasswordForm } from './_parts/password-form';
import { SessionTable } from './_parts/session-table';
import { SignOutEverywhere } from './_parts/sign-out-everywhere';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const { name, role, has_password, issuer, sessions, admin_tokens } = await ask('account.get', {});
  return (
    <>
      <PageHead title="Your account">
        You are <strong className="font-medium text-ink">{name}</strong>, with the role {role}.{' '}
        {issuer ? 'Your groups at your provider give you the role.' : 'An owner can change it.'}
      </PageHead>
      <div className="space-y-8">
        <section aria-labelledby="sessions">
          <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
            <div>
              <h2 id="sessions" className="font-semibold text-base tracking-tight">
                Where you are signed in
              </h2>
              <p className="text-muted text-sm">Something here that is not you? End it, and change the password.</p>
            </div>
            <SignOutEverywhere adminTokens={admin_tokens} />
          </div>
          <SessionTable sessions={sessions} />
        </section>
        <Card className="max-w-xl">
          <CardHead title="Password">
            {has_password
              ? `Changing it ends every other session${admin_tokens === 0 ? '' : `, and ${nameOwnTokens(admin_tokens)}`}.`
              : `You sign in through ${issuer}, without a password here.`}
          </CardHead>
          {has_password && <PasswordForm name={name} />}
        </Card>
      </div>
    </>
  );
}
