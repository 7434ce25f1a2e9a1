import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { codeFont, textFont } from './_ui/fonts';
import { SiteHeader } from './_ui/site-header';
import { readTheme, themeCookie } from './_ui/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'GenAI Smart Router', template: '%s · GenAI Smart Router' },
  description: 'One origin, one token, model groups.',
  robots: { index: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0f10' },
  ],
};

/** Pages carry this deployment's origin and a nonce: each is rendered for its own request and never shared. */
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${textFont.variable} ${codeFont.variable}`}
    >
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-paper text-sm focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          Skip to the content
        </a>
        <SiteHeader theme={theme} />
        {children}
      </body>
    </html>
  );
}
