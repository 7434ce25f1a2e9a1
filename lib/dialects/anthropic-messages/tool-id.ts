import { makerOf } from '../provenance';

/**
 * Anthropic takes letters, digits, `_` and `-` in a call's id. An id with anything else (`functions.read:0`) is made to fit,
 * the same way in the call and in its result, and told apart from its likes by a hash of the whole.
 */
export function safeToolId(id: string): string {
  return /^[A-Za-z0-9_-]+$/.test(id) ? id : `${id.replace(/[^A-Za-z0-9_-]/g, '_')}_${makerOf(id)}`;
}
