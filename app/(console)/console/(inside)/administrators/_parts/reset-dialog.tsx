'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { LinkOnce } from './link-once';

/** A new link, for a password that was forgotten or an invitation that was not taken in time. */
export function ResetDialog({ name, open, onClose }: { name: string; open: boolean; onClose: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  const { run, pending, problem } = useAct('administrators.reset');

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={url ? `A link for ${name}` : `A new sign-in link for ${name}?`}
      description={
        url
          ? undefined
          : 'With it they choose a new password. The present one works until then; older links do not any more.'
      }
      actions={
        url ? (
          <DialogClose render={<Button look="primary">Done</Button>} />
        ) : (
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button
              look="primary"
              pending={pending}
              onClick={async () => {
                const answer = await run({ name });
                if (answer) setUrl(answer.link.url);
              }}
            >
              Make the link
            </Button>
          </>
        )
      }
    >
      {url ? <LinkOnce url={url} /> : problem ? <ActProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
