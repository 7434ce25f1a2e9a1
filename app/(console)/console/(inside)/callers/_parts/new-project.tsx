'use client';

import { useRouter } from 'next/navigation';
import { useAct } from '../../../../_act/use-act';
import { NameDialog } from './name-dialog';

export function NewProject() {
  const router = useRouter();
  const create = useAct('projects.create');

  async function make(project: string, title: string): Promise<boolean> {
    const made = await create.run({ project, ...(title && { title }) });
    if (made) router.push(`/console/callers/projects/${project}`);
    return made !== null;
  }

  return (
    <NameDialog
      trigger="New project"
      deed="Make the project"
      title="A new project"
      description="The name stands in the ids of its tokens, and stays as it is. The title may change."
      label="Name"
      field="project"
      asksTitle
      act={create}
      onName={make}
    />
  );
}
