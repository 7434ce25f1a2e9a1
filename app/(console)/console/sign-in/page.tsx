import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findSignedIn } from '../../_act/session';
import { SignInForm } from './_parts/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const to = ownPath((await searchParams).to);
  if (await findSignedIn()) redirect(to);
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-sm grow flex-col justify-center px-5 py-16 outline-none"
    >
      <h1 className="font-semibold text-2xl tracking-tight">Sign in to the console</h1>
      <p className="mt-2 text-muted">For administrators of this deployment.</p>
      <SignInForm to={to} />
    </main>
  );
}

/** Back to a page of the console, and never anywhere else. */
function ownPath(to: string | string[] | undefined): string {
  return typeof to === 'string' && /^\/console(?:[/?]|$)/.test(to) && !to.includes('\\') ? to : '/console';
}
