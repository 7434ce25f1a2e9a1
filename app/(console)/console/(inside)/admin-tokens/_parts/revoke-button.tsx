'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { ConfirmVerb } from '../../../../_ui/confirm-verb';

export function RevokeButton({ id, title }: { id: string; title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={`Revoke ${title}`} onClick={() => setOpen(true)}>
        Revoke
      </Button>
      <ConfirmVerb
        open={open}
        onClose={() => setOpen(false)}
        verb="admin-tokens.revoke"
        input={{ admin_token_id: id }}
        title={`Revoke “${title}”?`}
        description="Its next request is refused, and those of tokens that were made with it. Nothing brings them back."
        action="Revoke"
        done={`“${title}” is revoked`}
        danger
      />
    </>
  );
}
