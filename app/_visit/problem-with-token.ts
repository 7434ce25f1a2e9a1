import { copyHint } from './copy-hint';
import { isSendable } from './tidy-token';

/**
 * Why what was pasted is not sent, or null. No deployment of this router takes a token that does not begin as its own do: that
 * is somebody’s key to something else, and does not travel.
 */
export function problemWithToken(token: string): string | null {
  if (token === '') return 'Paste a caller token first.';
  if (!isSendable(token))
    return 'This has characters that no caller token has: was part of it replaced by dots when it was copied?';
  return token.startsWith('rtr_') ? null : `${copyHint(token)} It was not sent.`;
}
