import type { ExchangeRequest } from '../../exchange/request';
import { isObject } from '../json-values';

/**
 * Did the caller ask for thinking? Who did not reads the first block as the answer, so there no thought may stand before it,
 * signed or not.
 */
export function wantsThinking({ source }: ExchangeRequest): boolean {
  const { thinking } = source.value;
  return isObject(thinking) && thinking.type !== 'disabled';
}
