import type { Declared } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import { AdminRefusal } from '../admin-refusal';
import { listTokens, nameCaller, nameModel, type Present } from './present';

/** What a file or the demo owns is shown in the console, and changed where it is declared. */
export function refuseDeclared(present: Present, declared: Declared, org: string): void {
  for (const { id, models } of declared.providers) {
    refuse('provider', id, present.providers.get(id));
    for (const model of models) refuse('model', nameModel(id, model.id), present.models.get(nameModel(id, model.id)));
  }
  for (const { id } of declared.policies ?? []) refuse('policy', id, present.policies.get(id));
  for (const { id } of declared.groups) refuse('group', id, present.groups.get(id));
  for (const { id } of declared.projects) refuse('project', id, present.projects.get(id));
  for (const { user, project } of declared.callers) {
    refuse('caller', nameCaller(user, project), present.callers.get(nameCaller(user, project)));
  }
  for (const { tokenId } of listTokens(declared, org)) refuse('token', tokenId, present.tokens.get(tokenId));
}

function refuse(noun: string, id: string, object: { managedBy: Manager } | undefined): void {
  if (object) refuseOthers(noun, id, object.managedBy);
}

export function refuseOthers(noun: string, id: string, managedBy: Manager): void {
  if (managedBy === 'console') return;
  throw new AdminRefusal('declared', `${noun} "${id}" ${explainOwner[managedBy]}`);
}

const explainOwner: Record<Exclude<Manager, 'console'>, string> = {
  file: 'belongs to the declared configuration: change it in that file and apply it again',
  demo: 'belongs to the built-in demo, which goes away as a whole: remove the demo, or make one of your own under another name',
};
