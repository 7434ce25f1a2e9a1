'use client';

import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';

/** Signs out another browser: it can sign in again, so there is no question before it. */
export function EndSession({ id }: { id: string }) {
  const { run, pending } = useAct('account.end-session');
  const toast = useToast();
  return (
    <Button
      size="small"
      pending={pending}
      onClick={async () => {
        const answer = await run({ session_id: id });
        toast(
          answer
            ? { tone: 'good', title: 'That browser is signed out' }
            : { tone: 'bad', title: 'It was not ended: look again' },
        );
      }}
    >
      End
    </Button>
  );
}
