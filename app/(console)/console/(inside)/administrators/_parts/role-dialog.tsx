'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import type { AdministratorRow } from '@/lib/admin/contract/administrators';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { RoleSelect } from './role-select';

interface Props {
  row: AdministratorRow;
  open: boolean;
  onClose: () => void;
}

export function RoleDialog({ row: { name, role: present }, open, onClose }: Props) {
  const [role, setRole] = useState(present);
  const { run, pending, problem } = useAct('administrators.set-role');
  const toast = useToast();

  async function save() {
    const answer = await run({ name, role });
    if (!answer) return;
    const ended = answer.revoked_admin_tokens.length;
    const description = ended === 0 ? undefined : `Admin tokens that may more ended: ${ended}.`;
    toast({ tone: 'good', title: `${name} is ${role} now`, ...(description ? { description } : {}) });
    onClose();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={`Another role for ${name}`}
      description="It holds from their next click on. Admin tokens that they made and that may more than the new role end."
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button look="primary" pending={pending} disabled={role === present} onClick={save}>
            Set the role
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <RoleSelect value={role} onChange={setRole} />
        <ActProblemNote problem={problem} />
      </div>
    </Dialog>
  );
}
