'use client';

import { AlertDialog } from '@/app/_ui/alert-dialog';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { Field, Input } from '@/app/_ui/field';
import { Menu } from '@/app/_ui/menu';
import { Tabs } from '@/app/_ui/tabs';
import { ToastProvider, useToast } from '@/app/_ui/toast';
import { Tooltip } from '@/app/_ui/tooltip';
import { Line, Piece, Shelf } from './shelf';

export function Overlays() {
  return (
    <ToastProvider>
      <Shelf title="Overlays">
        <Piece name="dialog, alert-dialog, menu, tooltip, toast">
          <Line>
            <Dialog
              trigger={<Button>Dialog</Button>}
              title="Create a token"
              description="It is shown once."
              actions={
                <>
                  <DialogClose render={<Button>Cancel</Button>} />
                  <Button look="primary">Create token</Button>
                </>
              }
            >
              <Field label="Key" id="kit-key">
                <Input id="kit-key" defaultValue="k1" />
              </Field>
            </Dialog>
            <AlertDialog
              trigger={<Button look="danger">Alert dialog</Button>}
              title="Revoke this token?"
              description="Programs that use it are refused from now on. This cannot be undone."
              action="Revoke token"
              onConfirm={() => undefined}
            />
            <Menu
              trigger={<Button>Menu</Button>}
              entries={[
                { label: 'Rotate', onSelect: () => undefined },
                { label: 'Export', onSelect: () => undefined, disabled: true },
                { label: 'Docs', href: '/docs' },
                'separator',
                { label: 'Revoke', onSelect: () => undefined, danger: true },
              ]}
            />
            <Tooltip words="A word more about it">
              <Button>Tooltip</Button>
            </Tooltip>
            <Toasts />
          </Line>
        </Piece>
        <Piece name="tabs">
          <Tabs
            label="Views"
            tabs={['Overview', 'Targets', 'Policy'].map((label) => ({
              value: label,
              label,
              content: `What ${label} shows.`,
            }))}
          />
        </Piece>
      </Shelf>
    </ToastProvider>
  );
}

function Toasts() {
  const say = useToast();
  return (
    <>
      <Button onClick={() => say({ tone: 'good', title: 'Token created' })}>Toast</Button>
      <Button
        onClick={() => say({ tone: 'bad', title: 'It was not saved', description: 'Someone else changed it first.' })}
      >
        Toast, bad
      </Button>
    </>
  );
}
