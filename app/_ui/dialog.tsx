'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { Icon } from './icon';
import { backdrop, popup } from './overlays';

interface Props {
  /** What opens it: one of our buttons. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the one that goes on last. One that only closes is a `DialogClose`. */
  actions?: ReactNode;
  /** What has the focus at first, where that is not the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** What has it afterwards, where that is not what had it before (`true`). */
  finalFocus?: () => HTMLElement | true;
}

/** Something to fill in or read before going on; Escape and a press beside it close it. */
export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  children,
  actions,
  initialFocus,
  finalFocus,
}: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup className={popup} initialFocus={initialFocus} finalFocus={finalFocus}>
          <div className="flex items-start justify-between gap-4">
            <Base.Title className="font-semibold text-lg tracking-tight">{title}</Base.Title>
            <Base.Close
              aria-label="Close"
              className="-m-1 rounded-sm p-1 text-muted transition-colors hover:bg-sunken hover:text-ink"
            >
              <Icon name="close" />
            </Base.Close>
          </div>
          {description && <Base.Description className="mt-1 text-muted">{description}</Base.Description>}
          {children && <div className="mt-5">{children}</div>}
          {actions && <div className="mt-6 flex flex-wrap justify-end gap-2">{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export function DialogClose({ render }: { render: ReactElement }) {
  return <Base.Close render={render} />;
}
