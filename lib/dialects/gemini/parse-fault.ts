import type { UpstreamFault } from '../dialect';
import { isObject, parseJson, textOrNull } from '../json-values';

/** Google's error, which comes in a list where a stream was asked for without server-sent events. */
export function parseFault(body: string): UpstreamFault {
  const error = errorOf(parseJson(body));
  return error ? { code: codeOf(error), message: textOrNull(error.message) } : { code: null, message: null };
}

export function errorOf(value: unknown): Record<string, unknown> | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(first) && isObject(first.error) ? first.error : null;
}

/** The reason where there is one (`API_KEY_INVALID` comes as a 400 INVALID_ARGUMENT), else the status. */
export function codeOf(error: Record<string, unknown>): string | null {
  const details = Array.isArray(error.details) ? error.details : [];
  const reasons = details.map((detail: unknown) => (isObject(detail) ? detail.reason : null));
  const code = reasons.find((reason) => typeof reason === 'string') ?? error.status;
  return typeof code === 'string' && /^[A-Z][A-Z_]{0,63}$/.test(code) ? code : null;
}
