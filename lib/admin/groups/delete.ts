import { AdminRefusal } from '../admin-refusal';
import { readAllowances } from '../config/read-holdings';
import { refuseOthers } from '../config/refuse-declared';
import { save } from '../config/save';
import type { VerbContext } from '../verb';
import type { DeletedGroup } from './asked';
import { readLatest } from './keep-versions';
import { refuseStale } from './refuse-stale';

/** Takes a group away, and from every token that may use it. Its versions stay, so that it can be brought back. */
export async function deleteGroup(
  context: VerbContext,
  { id, basedOn, force }: { id: string; basedOn: number | null; force: boolean },
): Promise<DeletedGroup> {
  let tokens = 0;
  await save(context, {
    dryRun: false,
    async build({ groups }, transaction) {
      const group = groups.get(id);
      if (!group) throw new AdminRefusal('not-found', `no group "${id}"`);
      refuseOthers('group', id, group.managedBy);
      refuseStale(id, { isThere: true, latest: (await readLatest(transaction, [id])).get(id), basedOn });
      tokens = (await readAllowances(transaction, [id])).size;
      if (tokens > 0 && !force) throw new AdminRefusal('conflict', explainHeld(id, tokens));
      return { remove: { groups: [id] } };
    },
  });
  return { id, tokens };
}

function explainHeld(id: string, tokens: number): string {
  const who = tokens === 1 ? 'one token may' : `${tokens.toLocaleString('en')} tokens may`;
  return `${who} use group "${id}" and would lose it; give "force": true to delete it all the same`;
}
