import type { UpstreamFault } from '../dialect';
import { isObject, parseJson } from '../json-values';

/** OpenAI's error body, and the near misses of compatible servers (`detail`, a bare `message`). */
export function parseFault(text: string): UpstreamFault {
  const body = parseJson(text);
  if (!isObject(body)) return { code: null, message: null };
  const error = isObject(body.error) ? body.error : body;
  const code = codeOf(error.code) ?? codeOf(error.type);
  const message = textOf(error.message) ?? textOf(body.detail) ?? textOf(body.error);
  return { code, message };
}

/** A code is a word, and goes to the log: what else a careless upstream writes there may be the key it was sent. */
export function codeOf(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z_.]{0,63}$/.test(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
