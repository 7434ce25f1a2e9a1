import type { Metadata } from 'next';
import { FullPage } from './_ui/full-page';
import { TextLink } from './_ui/text-link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <FullPage sign="404" title="There is no page at this address">
      <p>
        The <TextLink href="/docs">docs</TextLink> list every page there is. An API client that lands here has a wrong
        base URL: see <TextLink href="/docs/errors/not-found">not-found</TextLink>.
      </p>
    </FullPage>
  );
}
