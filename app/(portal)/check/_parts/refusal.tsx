import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { Icon } from '@/app/_ui/icon';
import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';

interface Props {
  title: string;
  children: ReactNode;
  /** The docs page that says more. */
  page?: string;
  requestId?: string | null;
  supportContact: string | null;
}

/** Why there is nothing to show, and what to do about it. */
export function Refusal({ title, children, page, requestId, supportContact }: Props) {
  return (
    <Card className="flex gap-3.5 p-5">
      <Icon name="stop" className="mt-1.5 size-4.5 text-bad" />
      <div className="min-w-0">
        <h2 id="refusal-title" className="font-semibold text-lg tracking-tight">
          {title}
        </h2>
        <p className="mt-1 text-pretty text-soft">{children}</p>
        <p className="mt-3 text-sm empty:hidden">
          {page && <TextLink href={page}>What this means</TextLink>}
          {page && supportContact && ' · '}
          <SupportContact contact={supportContact} />
        </p>
        {requestId && (
          <p className="mt-3 text-muted text-sm">
            Request id: <code className="break-all">{requestId}</code>
          </p>
        )}
      </div>
    </Card>
  );
}
