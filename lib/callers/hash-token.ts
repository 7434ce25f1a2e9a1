import { hash } from 'node:crypto';

/** The SHA-256 of the whole token in lower-case hex: what the store keeps, and what a token is looked up by. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
