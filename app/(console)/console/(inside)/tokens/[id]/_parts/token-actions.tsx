'use client';

import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import type { TokenRow } from '@/lib/admin/contract';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { RevokeDialog } from './revoke-dialog';
import { RotateDialog } from './rotate-dialog';

/** What can be done with a token as it is now. A declared one can only be revoked: that cannot wait for a file. */
export function TokenActions({ token }: { token: TokenRow }) {
  const say = useToast();
  const suspend = useAct('tokens.suspend');
  const resume = useAct('tokens.resume');
  const { token_id, own_status, managed_by, status, rotates_at } = token;
  const isOwn = managed_by === 'console';
  const isHeld = own_status === 'suspended' || own_status === 'disabled';

  async function toggle() {
    const done = await (isHeld ? resume : suspend).run({ token_id });
    if (!done) return;
    const title = isHeld ? 'Resumed' : 'Suspended';
    say({ tone: 'good', title, description: isHeld ? `It is ${done.status}.` : 'Its next request is refused.' });
  }

  return (
    <div className="flex max-w-full flex-col items-end gap-2">
      <div className="flex flex-wrap gap-2">
        {isOwn && status === 'active' && rotates_at === null && <RotateDialog token={token} />}
        {isOwn && (isHeld || own_status === 'active') && (
          <Button pending={suspend.pending || resume.pending} onClick={toggle}>
            {isHeld ? 'Resume' : 'Suspend'}
          </Button>
        )}
        {own_status !== 'revoked' && <RevokeDialog token={token} />}
      </div>
      <ActProblemNote problem={suspend.problem ?? resume.problem} />
    </div>
  );
}
