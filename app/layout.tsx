import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { SiteHeader } from './_parts/site-header';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'GenAI Smart Router', template: '%s · GenAI Smart Router' },
  description: 'One origin, one token, model groups.',
  robots: { index: false },
};

export const viewport: Viewport = { colorScheme: 'light dark' };

/** Pages carry this deployment's origin, and later a nonce: each is rendered for its own request and never shared. */
export const dynamic = 'force-dynamic';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-10 focus:bg-paper focus:px-3 focus:py-2"
        >
          Skip to the content
        </a>
        <SiteHeader />
        {children}
      </body>
    </html>
  );
}
