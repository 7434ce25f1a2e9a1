'use client';

import { Button } from './_ui/button';
import { FullPage } from './_ui/full-page';

interface Props {
  /** The digest is what the server's log knows this failure by; the message stays there. */
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: Props) {
  return (
    <FullPage sign="500" title="This page failed">
      <p>Nothing was lost: the router’s API does not depend on its pages. Trying again may be enough.</p>
      {error.digest && (
        <p className="text-base">
          In the server’s log it is <code className="text-soft">{error.digest}</code>.
        </p>
      )}
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
    </FullPage>
  );
}
