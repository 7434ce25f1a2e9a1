import type { Snapshot, Target } from '../snapshot/snapshot';
import type { TargetHealth } from './target-health';

/**
 * How targets do is known to each process by itself, and an administrator's word that one may be asked again reaches one of them.
 * It stands in the store as a moment, so that it comes with the next snapshot to all: who sees another moment than before heeds it.
 */
export function heedResumed(health: Pick<TargetHealth, 'reset'>, next: Snapshot, previous: Snapshot): void {
  // A change of tokens alone keeps the groups as they are.
  if (next.groups === previous.groups) return;
  const before = new Map(targetsOf(previous).map(({ id, model }) => [id, model.resumedAt]));
  const resumed = targetsOf(next).filter(
    ({ id, model }) => model.resumedAt !== null && before.has(id) && before.get(id) !== model.resumedAt,
  );
  for (const target of new Map(resumed.map((each) => [each.id, each])).values()) health.reset(target);
}

function targetsOf({ groups }: Snapshot): Target[] {
  return [...groups.values()].flatMap(({ targets }) => targets);
}
