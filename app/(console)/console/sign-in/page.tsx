import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Callout } from '@/app/_ui/callout';
import { consolePath } from '@/lib/admin/sign-in/console-path';
import { getRuntime } from '@/lib/runtime/runtime';
import { findSignedIn } from '../../_act/session';
import { Door } from '../../_ui/door';
import { explainProblem } from './_parts/explain-problem';
import { ProviderButton } from './_parts/provider-button';
import { SignInForm } from './_parts/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

type Search = Partial<Record<'to' | 'problem' | 'error', string | string[]>>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const to = consolePath(search.to);
  if (await findSignedIn()) redirect(to);
  const { oidc } = getRuntime().settings;
  const problem = explainProblem(search, oidc);
  return (
    <Door title="Sign in to the console" note="For administrators of this deployment.">
      {problem && (
        <Callout tone="bad" title={problem.title}>
          <p>{problem.words}</p>
        </Callout>
      )}
      {oidc && (
        <>
          <ProviderButton label={oidc.label} to={to} />
          <p className="flex items-center gap-3 text-muted text-sm before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
            or with a password of this deployment
          </p>
        </>
      )}
      <SignInForm to={to} isFirst={!oidc} />
      <p className="text-muted text-sm">
        No owner yet? Each start of the server prints a link for the first one. No password, or forgotten? An owner
        makes a link for you, under Administrators, or with <code>router admin reset</code>.
      </p>
    </Door>
  );
}
