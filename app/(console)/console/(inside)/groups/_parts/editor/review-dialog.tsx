'use client';

import { Button } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import type { SavedGroup } from '@/lib/admin/groups/asked';
import { Difference } from '../../../../../_ui/difference';
import { differenceLabels } from './problems-by-field';

interface Props {
  /** What the server says would change; null while nothing is to be reviewed. */
  plan: SavedGroup | null;
  pending: boolean;
  onClose(): void;
  onSave(): void;
}

/** What would change, before it does. */
export function ReviewDialog({ plan, pending, onClose, onSave }: Props) {
  return (
    <Dialog
      open={plan !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="What changes"
      description="It is in force for the next request. Requests under way go on as they began."
      actions={
        <>
          <DialogClose render={<Button>Go on editing</Button>} />
          <Button look="primary" pending={pending} disabled={plan?.changes.length === 0} onClick={onSave}>
            Save
          </Button>
        </>
      }
    >
      {plan && (
        <div className="space-y-4">
          <Difference changes={plan.changes} labels={differenceLabels} />
          {plan.notices.length > 0 && (
            <Callout tone="warn" title="Note">
              {plan.notices.map((notice) => (
                <p key={notice}>{notice}</p>
              ))}
            </Callout>
          )}
        </div>
      )}
    </Dialog>
  );
}
