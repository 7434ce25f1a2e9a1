'use client';

import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './button';
import { backdrop, popup } from './overlays';

interface Props {
  /** What opens it: one of our buttons. */
  trigger: ReactElement;
  title: string;
  /** What will be so afterwards, and whether it can be undone. */
  description: ReactNode;
  /** The deed in words, never “OK”: “Revoke token”. */
  action: string;
  onConfirm: () => void;
  /** Somebody asks: time to look up what the description has to tell. */
  onOpen?: () => void;
  /** May the deed be done yet? */
  ready?: boolean;
}

/** A question before something that cannot be undone. Only an answer closes it. */
export function AlertDialog({ trigger, title, description, action, onConfirm, onOpen, ready = true }: Props) {
  return (
    <Base.Root onOpenChange={(open) => open && onOpen?.()}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup className={popup}>
          <Base.Title className="font-semibold text-lg tracking-tight">{title}</Base.Title>
          <Base.Description className="mt-1 text-muted" render={<div />}>
            {description}
          </Base.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Base.Close render={<Button>Cancel</Button>} />
            <Base.Close
              disabled={!ready}
              render={
                <Button look="danger" disabled={!ready}>
                  {action}
                </Button>
              }
              onClick={onConfirm}
            />
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
