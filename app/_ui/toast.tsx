'use client';

import { Toast as Base } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import { inks } from './badge';
import { classes } from './classes';
import { Icon, type IconName } from './icon';

interface Message {
  tone: 'good' | 'bad';
  title: string;
  description?: string;
}

/** Says for a moment what has been done, in the corner. What must be read stands on the page instead. */
export function useToast(): (message: Message) => void {
  const { add } = Base.useToastManager();
  return ({ tone, title, description }) =>
    add({
      type: tone,
      title,
      description,
      priority: tone === 'bad' ? 'high' : 'low',
      timeout: tone === 'bad' ? 0 : 5000,
    });
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2">
          <Messages />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Messages() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => {
    const tone = toast.type === 'bad' ? 'bad' : 'good';
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="rounded-lg border border-line bg-raised p-4 shadow-menu transition-[opacity,translate] duration-200 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Base.Content className="flex items-start gap-3">
          <Icon name={signs[tone]} className={classes('mt-0.5 size-4', inks[tone])} />
          <div className="min-w-0 grow text-sm">
            <Base.Title className="font-medium" />
            <Base.Description className="text-muted" />
          </div>
          <Base.Close aria-label="Close" className="-m-1 rounded-sm p-1 text-muted transition-colors hover:text-ink">
            <Icon name="close" className="size-3.5" />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    );
  });
}

const signs: Record<'good' | 'bad', IconName> = { good: 'check', bad: 'stop' };
