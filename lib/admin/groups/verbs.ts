import { z } from 'zod';
import { defineVerb } from '../verb';
import { DeleteGroup, OneGroup, OneVersion, RollBack, SaveGroup, SetTargets, VersionsQuery } from './asked';
import { deleteGroup } from './delete';
import { getGroup, listChoices, listGroups } from './read';
import { rollBack } from './roll-back';
import { present, saveGroup } from './save';
import { getVersion, listVersions } from './versions';

/** Verbs about model groups. A name is a contract with callers, so none is given another: that is what aliases are for. */
export const groupVerbs = {
  'groups.list': defineVerb({
    action: 'groups:read',
    method: 'GET',
    path: '/groups',
    summary: 'Model groups, with their last 24 hours',
    input: z.strictObject({}),
    run: ({ runtime }) => listGroups(runtime),
  }),
  'groups.get': defineVerb({
    action: 'groups:read',
    method: 'GET',
    path: '/groups/{id}',
    summary: 'One model group: what can be saved, its version, and how each target has done',
    input: OneGroup,
    run: ({ runtime }, { id }) => getGroup(runtime, id),
  }),
  'groups.choices': defineVerb({
    action: 'groups:read',
    method: 'GET',
    path: '/targets',
    summary: 'Every provider’s model that a group may send to',
    input: z.strictObject({}),
    run: async ({ runtime }) => ({ object: 'list' as const, data: await listChoices(runtime.store.db) }),
  }),
  'groups.save': defineVerb({
    action: 'groups:write',
    method: 'PUT',
    path: '/groups/{id}',
    summary: 'Makes or changes a model group, whole, as a new version; with dry_run only the difference is told',
    input: SaveGroup,
    run: (context, { based_on, dry_run, ...state }) =>
      saveGroup(context, { id: state.id, basedOn: based_on, dryRun: dry_run, choose: () => state }),
  }),
  'groups.set-targets': defineVerb({
    action: 'targets:write',
    method: 'PUT',
    path: '/groups/{id}/targets',
    summary: 'Changes a group’s targets alone: which, how much of each, in which order, on or off',
    input: SetTargets,
    run: (context, { id, targets, based_on, dry_run }) =>
      saveGroup(context, {
        ...{ id, basedOn: based_on, dryRun: dry_run },
        choose: (state) => ({ ...present(id, state), targets }),
      }),
  }),
  'groups.delete': defineVerb({
    action: 'groups:write',
    method: 'DELETE',
    path: '/groups/{id}',
    summary: 'Takes a group away; where tokens may use it, only with force, and they lose it',
    input: DeleteGroup,
    run: (context, { id, based_on, force }) => deleteGroup(context, { id, basedOn: based_on, force }),
  }),
  'groups.versions': defineVerb({
    action: 'groups:read',
    method: 'GET',
    path: '/groups/{id}/versions',
    summary: 'Every state the group was saved in, newest first; those of a deleted group too',
    input: VersionsQuery,
    run: ({ runtime }, query) => listVersions(runtime.store.db, query),
  }),
  'groups.version': defineVerb({
    action: 'groups:read',
    method: 'GET',
    path: '/groups/{id}/versions/{number}',
    summary: 'One of them',
    input: OneVersion,
    run: ({ runtime }, asked) => getVersion(runtime.store.db, asked),
  }),
  'groups.roll-back': defineVerb({
    action: 'groups:write',
    method: 'POST',
    path: '/groups/{id}/rollback',
    summary: 'Saves an older version anew, a deleted group’s too; its models have to be there still',
    input: RollBack,
    run: (context, asked) => rollBack(context, asked, 'all'),
  }),
  'groups.roll-back-targets': defineVerb({
    action: 'targets:write',
    method: 'POST',
    path: '/groups/{id}/targets/rollback',
    summary: 'The same of a version that differs from now in its targets alone',
    input: RollBack,
    run: (context, asked) => rollBack(context, asked, 'targets'),
  }),
};
