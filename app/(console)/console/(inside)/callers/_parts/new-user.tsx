'use client';

import { useRouter } from 'next/navigation';
import { useAct } from '../../../../_act/use-act';
import { NameDialog } from './name-dialog';

/** A new person, or a new service account. */
export function NewUser({ kind }: { kind: 'person' | 'service' }) {
  const router = useRouter();
  const create = useAct('users.create');
  const noun = kind === 'person' ? 'person' : 'service account';

  async function make(user: string): Promise<boolean> {
    const made = await create.run({ user, kind });
    if (made) router.push(`/console/callers/users/${user}`);
    return made !== null;
  }

  return (
    <NameDialog
      trigger={`New ${noun}`}
      deed={`Make the ${noun}`}
      title={`A new ${noun}`}
      description="The name stands in the ids of all their tokens, and stays as it is."
      label="Name"
      field="user"
      act={create}
      onName={make}
    />
  );
}
