'use client';

import { useEffect, useRef, useState } from 'react';
import type { Finding } from '@/app/_visit/ask-token';
import { copyHint, maybeElsewhere } from '@/app/_visit/copy-hint';
import { forgetToken, holdToken, useVisit } from '@/app/_visit/visit';
import type { StatusAdvice } from '@/lib/docs/status-advice';
import { Symptoms } from '../_symptoms/symptoms';
import { CheckForm } from './check-form';
import { FindingView } from './finding-view';
import { HeldReport } from './held-report';

interface Props {
  origin: string;
  supportContact: string | null;
  statusAdvice: Readonly<Record<string, StatusAdvice>>;
  /** A demo offers its own token. */
  isDemo: boolean;
}

/** A token that is known is the visit's; of any other only what came of asking, and the hint on its look, are kept. */
interface Unheld {
  finding: Finding;
  hint: string;
  maybeElsewhere: boolean;
}

export function Check({ origin, supportContact, statusAdvice, isDemo }: Props) {
  const visit = useVisit();
  const field = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLElement>(null);
  const [unheld, setUnheld] = useState<Unheld | null>(null);
  // What was asked for on this page takes the focus; what a reader comes back to does not.
  const [asked, setAsked] = useState(0);
  const held = visit?.finding.kind === 'known' ? { token: visit.token, answer: visit.finding.token } : null;

  useEffect(() => {
    if (asked > 0) result.current?.focus();
  }, [asked]);

  useEffect(() => {
    // A browser keeps a page that was left for its back button, and may have another person in front of it then.
    const forget = () => setUnheld(null);
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);

  function take(token: string, finding: Finding) {
    if (finding.kind === 'known') holdToken(token, finding);
    // No answer says nothing of a token that is held: only one that is not known is let go.
    else if (finding.kind === 'unknown') forgetToken();
    setUnheld(
      finding.kind === 'known' ? null : { finding, hint: copyHint(token), maybeElsewhere: maybeElsewhere(token) },
    );
    setAsked((count) => count + 1);
  }

  function forget() {
    setUnheld(null);
    forgetToken();
    requestAnimationFrame(() => field.current?.focus());
  }

  const place = 'mt-8 scroll-mt-20 outline-none';
  return (
    <>
      {!held && <CheckForm field={field} isDemo={isDemo} onAsk={() => setUnheld(null)} onAsked={take} />}
      {unheld && (
        <section ref={result} tabIndex={-1} aria-labelledby="refusal-title" className={place}>
          <FindingView {...unheld} supportContact={supportContact} />
        </section>
      )}
      {held && (
        <section ref={unheld ? null : result} tabIndex={-1} aria-labelledby="result-title" className={place}>
          <HeldReport
            key={held.answer.id}
            token={held.token}
            answer={held.answer}
            origin={origin}
            supportContact={supportContact}
            statusAdvice={statusAdvice}
            onAsked={take}
            onForget={forget}
          />
        </section>
      )}
      <Symptoms token={held?.answer ?? null} origin={origin} supportContact={supportContact} />
    </>
  );
}
