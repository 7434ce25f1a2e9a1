import type { CacheMark } from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';

/** `cache_control` of a block or a tool. */
export function parseCacheMark(value: unknown): CacheMark | null {
  return isObject(value) && value.type === 'ephemeral' ? { ttl: textOrNull(value.ttl) } : null;
}

export function renderCacheMark(mark: CacheMark | null): object | undefined {
  return mark ? { type: 'ephemeral', ttl: mark.ttl ?? undefined } : undefined;
}
