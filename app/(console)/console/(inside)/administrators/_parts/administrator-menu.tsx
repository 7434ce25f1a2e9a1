'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Menu } from '@/app/_ui/menu';
import type { AdministratorRow } from '@/lib/admin/contract/administrators';
import { ConfirmVerb } from '../../../../_ui/confirm-verb';
import { ResetDialog } from './reset-dialog';
import { RoleDialog } from './role-dialog';

type Asked = 'role' | 'reset' | 'unlock' | 'sign-out' | 'disable' | 'enable' | 'delete';

/** What an owner can do with an administrator. What would be refused is not offered; the verbs decide again. */
export function AdministratorMenu({ row, isSelf }: { row: AdministratorRow; isSelf: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { name, status, signs_in_by, locked_until } = row;
  const entry = (label: string, what: Asked, more: { danger?: boolean; disabled?: boolean } = {}) => ({
    ...{ label, onSelect: () => setAsked(what), ...more },
  });
  const isLocked = status === 'active' && locked_until !== null;
  const shared = { open: true, onClose: () => setAsked(null) };

  return (
    <>
      <Menu
        trigger={
          <Button size="small" aria-label={`Change ${name}`}>
            Change
          </Button>
        }
        entries={[
          entry('Another role', 'role', { disabled: isSelf || signs_in_by === 'oidc' }),
          entry('New sign-in link', 'reset', { disabled: signs_in_by === 'oidc' || status === 'disabled' }),
          ...(isLocked ? [entry('Unlock', 'unlock')] : []),
          entry('Sign out everywhere', 'sign-out'),
          'separator',
          status === 'active'
            ? entry('Disable', 'disable', { danger: true, disabled: isSelf })
            : entry('Enable', 'enable', { disabled: isSelf }),
          entry('Delete', 'delete', { danger: true, disabled: isSelf }),
        ]}
      />
      {asked === 'role' && <RoleDialog row={row} {...shared} />}
      {asked === 'reset' && <ResetDialog name={name} {...shared} />}
      {asked === 'unlock' && (
        <ConfirmVerb
          {...shared}
          verb="administrators.unlock"
          input={{ name }}
          title={`Unlock ${name}?`}
          description={`${locked_until ? `The lock ends by itself at ${locked_until.slice(11, 16)} UTC. ` : ''}Unlocked, they can sign in at once, and the wrong passwords that were given count no more. If it was not them, look in the audit where they came from.`}
          action="Unlock"
          done={`${name} is unlocked`}
        />
      )}
      {asked === 'sign-out' && (
        <ConfirmVerb
          {...shared}
          verb="administrators.sign-out"
          input={{ name }}
          title={`Sign ${name} out everywhere?`}
          description="Every browser they are signed in with has to sign in again, and the admin tokens that they made end."
          action="Sign out everywhere"
          done={`${name} is signed out everywhere`}
        />
      )}
      {(asked === 'disable' || asked === 'enable') && (
        <ConfirmVerb
          {...shared}
          verb="administrators.set-status"
          input={{ name, status: asked === 'disable' ? 'disabled' : 'active' }}
          title={asked === 'disable' ? `Disable ${name}?` : `Enable ${name}?`}
          description={
            asked === 'disable'
              ? 'They are out at once and cannot come in. Admin tokens that they made end for good. You can enable them again.'
              : 'They can sign in again, as before. Admin tokens that ended do not come back.'
          }
          action={asked === 'disable' ? 'Disable' : 'Enable'}
          done={`${name} is ${asked}d`}
          danger={asked === 'disable'}
        />
      )}
      {asked === 'delete' && (
        <ConfirmVerb
          {...shared}
          verb="administrators.delete"
          input={{ name }}
          title={`Delete ${name}?`}
          description="They are out at once, and admin tokens that they made end. This cannot be undone; the audit keeps what they did."
          action="Delete"
          done={`${name} is deleted`}
          danger
        />
      )}
    </>
  );
}
