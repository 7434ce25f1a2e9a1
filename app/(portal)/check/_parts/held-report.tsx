'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { TextLink } from '@/app/_ui/text-link';
import { askToken, type Finding } from '@/app/_visit/ask-token';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import type { StatusAdvice } from '@/lib/docs/status-advice';
import { DiscoverableGroups } from '../_groups/discoverable-groups';
import { GroupList } from '../_groups/group-list';
import { TokenReport } from '../_report/token-report';
import { UsageSummary } from '../_report/usage-summary';
import { WhyPanel } from '../_why/why-panel';

interface Props {
  token: string;
  answer: TokenAnswer;
  origin: string;
  supportContact: string | null;
  statusAdvice: Readonly<Record<string, StatusAdvice>>;
  /** It was asked about again. */
  onAsked: (token: string, finding: Finding) => void;
  onForget: () => void;
}

/** Everything there is to know about the visit's token. */
export function HeldReport({ token, answer, origin, supportContact, statusAdvice, onAsked, onForget }: Props) {
  const [round, setRound] = useState(0);
  const [pending, setPending] = useState(false);
  const asking = useRef<AbortController>(null);
  const active = answer.status === 'active';

  // What comes in after the token was forgotten would take it up again.
  useEffect(() => () => asking.current?.abort(), []);

  async function checkAgain() {
    const controller = new AbortController();
    asking.current = controller;
    setPending(true);
    const finding = await askToken(token, controller.signal);
    if (controller.signal.aborted) return;
    setPending(false);
    setRound((count) => count + 1);
    onAsked(token, finding);
  }

  return (
    <>
      <TokenReport
        token={answer}
        advice={statusAdvice[answer.status] ?? null}
        supportContact={supportContact}
        usage={<UsageSummary token={token} round={round} />}
        actions={
          <>
            <p className="text-muted text-sm">The token is in this page’s memory until you reload or leave.</p>
            <div className="flex gap-2">
              <Button size="small" pending={pending} onClick={checkAgain}>
                Check again
              </Button>
              <Button size="small" onClick={onForget}>
                Forget it
              </Button>
            </div>
          </>
        }
      />
      <WaysOn answer={answer} />
      <GroupList groups={answer.group_details} active={active} origin={origin} supportContact={supportContact} />
      <DiscoverableGroups groups={answer.discoverable} supportContact={supportContact} />
      <WhyPanel token={token} answer={answer} supportContact={supportContact} round={round} />
    </>
  );
}

/** With many groups the rest of the page is far below. */
function WaysOn({ answer }: { answer: TokenAnswer }) {
  const ways = [
    { href: '#groups', words: 'Groups' },
    ...(answer.discoverable.length > 0 ? [{ href: '#discoverable', words: 'To be asked for' }] : []),
    { href: '#why', words: 'Why?' },
    { href: '#symptoms', words: 'When something does not work' },
  ];
  return (
    <nav aria-label="On this page" className="mt-4 flex flex-wrap gap-x-5 gap-y-1 px-1 text-sm">
      {ways.map(({ href, words }) => (
        <TextLink key={href} href={href}>
          {words}
        </TextLink>
      ))}
    </nav>
  );
}
