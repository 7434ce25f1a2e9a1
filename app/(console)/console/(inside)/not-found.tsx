import { TextLink } from '@/app/_ui/text-link';
import { PageHead } from '../../_ui/page-head';

export default function NotFoundPage() {
  return (
    <>
      <PageHead title="Nothing here">
        What you are looking for is not there, or not any more. The audit tells what was taken away, and by whom.
      </PageHead>
      <TextLink href="/console">To the overview</TextLink>
    </>
  );
}
