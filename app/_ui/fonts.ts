import localFont from 'next/font/local';

/** Geist, under the Open Font License (fonts/OFL.txt): 52 KB from this origin, with fallbacks of the same widths. */
export const textFont = localFont({
  src: './fonts/geist.woff2',
  weight: '100 900',
  variable: '--font-text',
  display: 'swap',
  fallback: ['ui-sans-serif', 'system-ui', 'sans-serif'],
});

export const codeFont = localFont({
  src: './fonts/geist-mono.woff2',
  weight: '100 900',
  variable: '--font-code',
  display: 'swap',
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'Menlo', 'Consolas', 'monospace'],
});
