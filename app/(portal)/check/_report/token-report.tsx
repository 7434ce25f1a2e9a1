import type { ReactNode } from 'react';
import { Status } from '@/app/_ui/badge';
import { Card } from '@/app/_ui/card';
import { CopyButton } from '@/app/_ui/copy-button';
import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import type { StatusAdvice } from '@/lib/docs/status-advice';
import { TokenFacts } from './token-facts';

interface Props {
  token: TokenAnswer;
  /** What to do about a status that refuses requests; null when the token is active. */
  advice: StatusAdvice | null;
  supportContact: string | null;
  /** What it has used, which is asked apart. */
  usage: ReactNode;
  /** What can be done with the token on this page. */
  actions: ReactNode;
}

/** A known token: whose it is, whether it works, until when, and what it has used. */
export function TokenReport({ token, advice, supportContact, usage, actions }: Props) {
  const active = token.status === 'active';
  return (
    <Card>
      <div className="p-5">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h2 id="result-title" className="font-semibold text-lg tracking-tight">
            {active ? 'This token works' : `This token is ${token.status}`}
          </h2>
          <Status tone={active ? 'good' : 'bad'}>{token.status}</Status>
        </div>
        <div className="mt-1 flex items-start justify-between gap-3" data-copy>
          <code className="min-w-0 break-all pt-0.5 text-muted text-sm">{token.id}</code>
          <CopyButton what="the token id" />
        </div>
        {!active && advice && (
          <p className="mt-3">
            {advice.calling} <TextLink href={advice.page}>What this means</TextLink>
          </p>
        )}
        {!active && supportContact && (
          <p className="mt-1">
            <SupportContact contact={supportContact} />
          </p>
        )}
      </div>
      <div className="grid gap-x-10 gap-y-6 border-line border-t bg-surface p-5 md:grid-cols-2">
        <TokenFacts token={token} />
        {usage}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-b-lg border-line border-t px-5 py-3">
        {actions}
      </div>
    </Card>
  );
}
