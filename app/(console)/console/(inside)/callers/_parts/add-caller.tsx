'use client';

import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';
import { NameDialog } from './name-dialog';

/** Puts a user into a project, or lets a user call from one, before there is a token. */
export function AddCaller({ of }: { of: { user: string } | { project: string } }) {
  const say = useToast();
  const create = useAct('callers.create');
  const asksProject = 'user' in of;

  async function add(name: string): Promise<boolean> {
    const made = await create.run(asksProject ? { user: of.user, project: name } : { user: name, project: of.project });
    if (made) say({ tone: 'good', title: `${made.user} may have tokens in ${made.project}` });
    return made !== null;
  }

  return (
    <NameDialog
      trigger={asksProject ? 'Add to a project' : 'Add a user'}
      deed="Add"
      size="small"
      title={asksProject ? `Add ${of.user} to a project` : `Add a user to ${of.project}`}
      description="Both are there already. They call from it as soon as they have a token in it."
      label={asksProject ? 'Project' : 'User'}
      field={asksProject ? 'project' : 'user'}
      act={create}
      onName={add}
    />
  );
}
