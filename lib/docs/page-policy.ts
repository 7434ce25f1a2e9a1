import { randomBytes } from 'node:crypto';

/**
 * The Content-Security-Policy of one page: no script but the page's own, told by a nonce, and nothing from elsewhere. Styles may be
 * inline (design section 6). Next reads the nonce from this very header on the request and puts it on its scripts.
 */
export function makePagePolicy(): string {
  const nonce = randomBytes(16).toString('base64');
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
