/** Narrowings of parsed JSON, which is `unknown` until looked at. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole count that the store's integer columns hold; anything else an upstream may say is no count. */
export function countOrNull(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value < 2 ** 31 ? Math.trunc(value) : null;
}

/** Parsed JSON, or undefined where it is not JSON: `undefined` is no JSON value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text that says something, or null. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
