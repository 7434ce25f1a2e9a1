import Link from 'next/link';
import type { ReactNode } from 'react';
import { SupportContact } from './support-contact';

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
    <div className="rounded-lg border border-line border-l-4 border-l-bad bg-surface p-5">
      <h2 id="result-title" className="font-semibold text-lg">
        {title}
      </h2>
      <p className="mt-2">{children}</p>
      <p className="mt-3 text-sm">
        {page && (
          <Link href={page} className="text-accent underline underline-offset-2">
            What this means
          </Link>
        )}
        {page && supportContact && ' · '}
        <SupportContact contact={supportContact} />
      </p>
      {requestId && (
        <p className="mt-3 text-muted text-sm">
          Request id: <code className="break-all font-mono">{requestId}</code>
        </p>
      )}
    </div>
  );
}
