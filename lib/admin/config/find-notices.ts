import type { Declared } from '../../config/declared';
import { defaults } from '../../snapshot/build-structure';

/** What a right file says in vain, in words: it is no mistake, and yet not what whoever wrote it expects. */
export function findNotices(declared: Declared): string[] {
  return [...findIdlePriorities(declared), ...findUnreachedTimeouts(declared)];
}

function findIdlePriorities({ groups }: Declared): string[] {
  return groups
    .filter(({ strategy, targets }) => strategy === 'weighted' && targets.some(({ priority }) => priority !== 0))
    .map(
      ({ id }) =>
        `group "${id}" gives its targets a priority, which is read by failover only: its strategy is weighted`,
    );
}

/** Where the file gives the total itself, this is a mistake (lib/config/check-bounds.ts). */
function findUnreachedTimeouts({ providers }: Declared): string[] {
  return providers.flatMap(({ id, timeouts: { firstByteMs, idleMs, totalMs } }) =>
    Object.entries({ first_byte_ms: firstByteMs, idle_ms: idleMs })
      .filter(([, value]) => totalMs === null && value !== null && value > defaults.totalMs)
      .map(
        ([field, value]) =>
          `provider "${id}" has ${field} ${value}, which is never reached: total_ms is ${defaults.totalMs} when left out`,
      ),
  );
}
