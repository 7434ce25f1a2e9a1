import type { Metadata } from 'next';
import { Door } from '../../_ui/door';
import { SetupForm } from './_parts/setup-form';

export const metadata: Metadata = { title: 'Set up your sign-in' };

/** Where a set-up link leads. What it carries stands behind the #, where no server on the way sees it: the form reads it. */
export default function SetupPage() {
  return (
    <Door title="Choose your password" note="You have a link that lets you in once. From then on the password does.">
      <SetupForm />
    </Door>
  );
}
