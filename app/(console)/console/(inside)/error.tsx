'use client';

import { Button } from '@/app/_ui/button';
import { PageHead } from '../../_ui/page-head';

interface Props {
  /** The digest is what the server's log knows this failure by; the message stays there. */
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: Props) {
  return (
    <>
      <PageHead title="This page failed">
        Nothing was changed. Callers are served from memory and do not depend on it; the store may be away.
        {error.digest && (
          <>
            {' '}
            In the server’s log it is <code>{error.digest}</code>.
          </>
        )}
      </PageHead>
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
    </>
  );
}
