/**
 * The caller token of a request: `Authorization: Bearer` (OpenAI's clients) or `x-api-key` (Anthropic's). When both come,
 * Authorization wins, so that a stale key left in an environment never overrides what was asked for.
 */
export function readCredential(headers: Headers): string | null {
  const authorization = headers.get('authorization');
  if (authorization !== null) return /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null;
  return headers.get('x-api-key')?.trim() || null;
}
