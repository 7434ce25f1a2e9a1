'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';

/** Ends every session of one's own, and so leads out. */
export function SignOutEverywhere() {
  const { run, pending } = useAct('account.sign-out-everywhere');
  const [leaving, setLeaving] = useState(false);
  const toast = useToast();
  return (
    <Button
      pending={pending || leaving}
      onClick={async () => {
        const answer = await run({}, { refresh: false });
        if (!answer) return toast({ tone: 'bad', title: 'You are not signed out: try again' });
        setLeaving(true);
        location.assign('/console/sign-in');
      }}
    >
      Sign out everywhere
    </Button>
  );
}
