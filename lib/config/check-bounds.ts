import type { Problem } from './configuration-error';
import { type Entry, entriesOf, mappingOf, outlineOf } from './outline';

/** Numbers that another one beside them cuts short, so that they would never be reached. */
export function checkBounds(document: unknown): Problem[] {
  const root = outlineOf(document);
  return [
    ...entriesOf(root, 'providers').flatMap((provider) => [
      ...findAbove(mappingOf(provider, 'timeouts'), ['first_byte_ms', 'idle_ms'], 'total_ms'),
      ...entriesOf(provider, 'models').flatMap((model) => findAbove(model, ['max_output_tokens'], 'context_tokens')),
    ]),
    ...entriesOf(root, 'groups').flatMap((group) =>
      findAbove(mappingOf(group, 'retry'), ['attempt_timeout_ms'], 'total_timeout_ms'),
    ),
  ];
}

function findAbove(holder: Entry, keys: readonly string[], bound: string): Problem[] {
  const most = holder.row[bound];
  if (typeof most !== 'number') return [];
  return keys.flatMap((key): Problem[] => {
    const value = holder.row[key];
    if (typeof value !== 'number' || value <= most) return [];
    return [{ path: [...holder.path, key], message: `${value} is above ${bound}; expected ${most} at most` }];
  });
}
