'use client';

import { useRouter } from 'next/navigation';
import { AlertDialog } from '@/app/_ui/alert-dialog';
import { Button } from '@/app/_ui/button';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { type HolderStatus, holderStatuses } from './holder-status';
import { StatusButton } from './status-button';
import type { Holder } from './use-holder';

interface Props {
  holder: Exclude<Holder, { kind: 'caller' }>;
  status: HolderStatus;
  /** It never had a token, so that it can be taken away. */
  isUnused: boolean;
}

/** What can be done with a user or a project as a whole. */
export function HolderActions({ holder, status, isUnused }: Props) {
  const router = useRouter();
  const users = useAct('users.delete');
  const projects = useAct('projects.delete');

  async function remove() {
    const options = { refresh: false };
    const done =
      holder.kind === 'user'
        ? await users.run({ user: holder.user }, options)
        : await projects.run({ project: holder.project }, options);
    if (done) router.push(holder.kind === 'user' ? '/console/callers' : '/console/callers/projects');
  }

  return (
    <div className="flex max-w-full flex-col items-end gap-2">
      <div className="flex flex-wrap gap-2">
        {holderStatuses
          .filter((each) => each !== status)
          .map((each) => (
            <StatusButton key={each} holder={holder} to={each} />
          ))}
        {isUnused && (
          <AlertDialog
            trigger={<Button look="danger">Delete</Button>}
            title={`Delete this ${holder.kind}`}
            description="It has no token, so nothing is lost but its name. What has sent requests is kept, and can be disabled."
            action={`Delete ${holder.kind}`}
            onConfirm={remove}
          />
        )}
      </div>
      <ActProblemNote problem={users.problem ?? projects.problem} />
    </div>
  );
}
