import type { UpstreamFault } from '../dialect';
import { isObject, parseJson, textOrNull } from '../json-values';

/** `{"type":"error","error":{"type","message"}}`, and the near misses of compatible servers. */
export function parseFault(text: string): UpstreamFault {
  const body = parseJson(text);
  if (!isObject(body)) return { code: null, message: null };
  const error = isObject(body.error) ? body.error : body;
  return {
    code: errorType(error.type) ?? errorType(error.code),
    message: textOrNull(error.message) ?? textOrNull(body.message) ?? textOrNull(body.error),
  };
}

/** A type is a word, and goes to the log: what else a careless upstream writes there may be the key it was sent. */
export function errorType(value: unknown): string | null {
  return typeof value === 'string' && value !== 'error' && /^[A-Za-z][A-Za-z_.]{0,63}$/.test(value) ? value : null;
}
