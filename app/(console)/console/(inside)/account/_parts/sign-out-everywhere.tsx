'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { nameOwnTokens } from './name-own-tokens';

/** Ends every session of one's own, and so leads out; asked before, because admin tokens that end do not come back. */
export function SignOutEverywhere({ adminTokens }: { adminTokens: number }) {
  const { run, pending, problem } = useAct('account.sign-out-everywhere');
  const [leaving, setLeaving] = useState(false);
  const tokens = adminTokens === 0 ? '' : ` It also ends ${nameOwnTokens(adminTokens)}, for good.`;

  async function leave() {
    if (!(await run({}, { refresh: false }))) return;
    setLeaving(true);
    location.assign('/console/sign-in');
  }

  return (
    <Dialog
      trigger={<Button>Sign out everywhere</Button>}
      title="Sign out everywhere?"
      description={`Every browser where you are signed in has to sign in again, this one too.${tokens}`}
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button look={adminTokens === 0 ? 'primary' : 'danger'} pending={pending || leaving} onClick={leave}>
            Sign out
          </Button>
        </>
      }
    >
      {problem ? <ActProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
