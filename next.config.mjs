/** Headers that need no nonce. The Content-Security-Policy has one for each request: lib/docs/page-policy.ts, set by server.ts. */
const pageHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'x-robots-tag', value: 'noindex' },
];

/** The same words as in lib/gateway/api-paths.ts, which this file cannot import; a test compares them. */
const baseless = ['models', 'token', 'chat', 'embeddings', 'responses', 'messages', 'completions', 'usage', 'requests'];

const asks = (type) => ({ type: 'header', key: 'accept', value: `.*${type}.*` });
const ownRequests = [
  { type: 'header', key: 'rsc' },
  { type: 'query', key: '_rsc' },
];

/** @type {import('next').NextConfig} */
const config = {
  // Two builds at a time (tests beside a running server) must not share a folder.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  reactStrictMode: true,
  // No page has one to be made smaller, and Next's own address for it would fetch for anybody.
  images: { unoptimized: true },
  // What ends in .dev.tsx is a page under `next dev` alone: production neither builds nor serves it.
  pageExtensions: process.env.NODE_ENV === 'development' ? ['dev.tsx', 'tsx', 'ts'] : ['tsx', 'ts'],
  poweredByHeader: false,
  // The API owns all of /v1, and a client that is sent elsewhere (Claude Code) fails: no redirect may ever happen there.
  skipTrailingSlashRedirect: true,
  // `forbidden()`: a page that the role does not include is a page of its own, with its status.
  // A configuration is sent to the console's action whole.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '4mb' } },
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@mdx-js/mdx',
    'drizzle-orm',
    'fumadocs-core',
    'pino',
    'postgres',
    'prom-client',
    'undici',
  ],
  // Docs pages are read from disk when they are asked for; nothing imports them, so the tracer must be told.
  outputFileTracingIncludes: {
    '/docs/[[...slug]]': [
      './app/(docs)/_content/**/*.mdx',
      './lib/policies/policy.d.ts',
      './lib/policies/examples/*.ts',
    ],
    '/policy.d.ts': ['./lib/policies/policy.d.ts'],
  },
  // TypeScript 7 has no JavaScript API for the build to call: `npm run verify` checks the types.
  typescript: { ignoreBuildErrors: true },
  async rewrites() {
    return {
      // `curl <origin>/`: what does not ask for a page gets text. Next's own requests for a page's data ask for neither.
      beforeFiles: [
        { source: '/', missing: [asks('text/html'), ...ownRequests], destination: '/quickstart.txt' },
        // Every page of the docs as Markdown, at its own address and `.md`.
        { source: '/docs.md', destination: '/docs-markdown' },
        { source: '/docs/:slug(.+)\\.md', destination: '/docs-markdown/:slug' },
      ],
      // A base URL without /v1 leads here. The API says so in JSON; the handler sees the address as it was asked for.
      afterFiles: [
        { source: `/:first(${baseless.join('|')})/:rest*`, destination: '/v1/-/:first/:rest*' },
        { source: '/anthropic', destination: '/v1/-/anthropic' },
        { source: '/anthropic/v1/:rest*', destination: '/v1/:rest*' },
        { source: '/anthropic/:rest*', destination: '/v1/-/anthropic/:rest*' },
      ],
      // What a program, and no browser, asks for where nothing is: a base URL with something before /v1, say.
      fallback: [{ source: '/:rest*', missing: [asks('text/html'), ...ownRequests], destination: '/v1/-/:rest*' }],
    };
  },
  async headers() {
    // Pages alone: the API's handlers set their own headers, the same through both doors.
    const api = ['v1', 'anthropic', ...baseless].join('|');
    return [
      { source: `/((?!(?:${api})(?:/|$)|healthz|readyz|metrics|version).*)`, headers: pageHeaders },
      { source: '/', headers: [{ key: 'vary', value: 'Accept' }] },
    ];
  },
};

export default config;
