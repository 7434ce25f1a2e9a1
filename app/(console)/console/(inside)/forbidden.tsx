import { TextLink } from '@/app/_ui/text-link';
import { signedIn } from '../../_act/ask';
import { PageHead } from '../../_ui/page-head';

/** What one's role does not include. The page was asked for by its address: nothing here leads to it. */
export default async function ForbiddenPage() {
  const { role } = await signedIn();
  return (
    <>
      <PageHead title="Not for your role">
        You are signed in as {role}, which does not include this page. An owner can give you another role.
      </PageHead>
      <TextLink href="/console">To the overview</TextLink>
    </>
  );
}
