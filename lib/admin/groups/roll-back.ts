import { AdminRefusal } from '../admin-refusal';
import type { VerbContext } from '../verb';
import type { RollBack, SavedGroup } from './asked';
import { present, saveGroup } from './save';
import { fieldsBetween, getVersion } from './versions';

/**
 * Saves an older version anew. For whoever changes a group's targets alone, only one that is otherwise in nothing but them: half a
 * version would be called by the name of a whole one.
 */
export function rollBack(
  context: VerbContext,
  { id, number, based_on, dry_run }: RollBack,
  what: 'all' | 'targets',
): Promise<SavedGroup> {
  return saveGroup(context, {
    ...{ id, basedOn: based_on, dryRun: dry_run },
    rolledBackTo: number,
    async choose(now, transaction) {
      const { state: settings } = await getVersion(transaction, { id, number });
      if (!settings) {
        throw new AdminRefusal('invalid', `version ${number} is the end of group "${id}": choose one before it`);
      }
      const state = { id, ...settings };
      if (what === 'targets') refuseMoreThanTargets(number, fieldsBetween(id, present(id, now), state));
      return state;
    },
  });
}

function refuseMoreThanTargets(number: number, fields: readonly string[]): void {
  const others = fields.filter((field) => field !== 'targets');
  if (others.length === 0) return;
  throw new AdminRefusal(
    'invalid',
    `version ${number} differs from now in ${others.join(', ')} too, and not in targets alone: whoever may change the whole group can roll it back`,
  );
}
