import { catalogue, type FaultCode, faultPagePath } from '../faults/catalogue';
import type { FaultWords } from './contract';

/** A fault as its page tells it, with the words of the one time it happened where they are known. */
export function faultWords(
  code: FaultCode,
  message: string = catalogue[code].message,
  advice: string = catalogue[code].calling,
): FaultWords {
  const { status, title } = catalogue[code];
  return { code, status, title, message, advice, page: faultPagePath(code) };
}

/** A code out of a record, which may be older than the catalogue. */
export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(catalogue, code);
}
