'use client';

import { FullPage } from './_ui/full-page';
import './globals.css';

/** When even the frame around the pages failed: this is a whole document, and depends on nothing of the other. */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <FullPage sign="500" title="This page failed">
          <p>
            Load it again. If it stays so, tell whoever runs this deployment
            {error.digest && (
              <>
                {' '}
                that the server’s log knows it as <code className="text-soft">{error.digest}</code>
              </>
            )}
            .
          </p>
        </FullPage>
      </body>
    </html>
  );
}
