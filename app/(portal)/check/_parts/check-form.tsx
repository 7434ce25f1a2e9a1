'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { StatusAdvice } from '@/lib/docs/status-advice';
import { askToken, type Finding } from './ask-token';
import { copyHint } from './copy-hint';
import { DemoTokenButton } from './demo-token-button';
import { FindingView } from './finding-view';
import { isSendable, tidyToken } from './tidy-token';

interface Props {
  supportContact: string | null;
  statusAdvice: Readonly<Record<string, StatusAdvice>>;
  /** A demo offers its own token. */
  isDemo: boolean;
}

/** What stands under the form. Of the token itself only the hint on its look is kept. */
type State = { kind: 'idle' } | { kind: 'asking' } | { kind: 'found'; finding: Finding; hint: string };

export function CheckForm({ supportContact, statusAdvice, isDemo }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLElement>(null);
  const asking = useRef<AbortController>(null);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (state.kind === 'found') result.current?.focus();
  }, [state]);
  useEffect(() => () => asking.current?.abort(), []);
  useEffect(() => {
    // A browser may keep a page that was left, with all its memory, and show it to whoever presses Back.
    const forget = () => {
      asking.current?.abort();
      if (field.current) field.current.value = '';
      setProblem(null);
      setState({ kind: 'idle' });
    };
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);

  function fillIn(token: string) {
    if (!field.current) return;
    field.current.value = token;
    field.current.form?.requestSubmit();
  }

  async function check(event: FormEvent) {
    event.preventDefault();
    asking.current?.abort();
    const token = tidyToken(field.current?.value ?? '');
    const wrong = problemWith(token);
    setProblem(wrong);
    if (wrong) {
      setState({ kind: 'idle' });
      field.current?.focus();
      return;
    }
    const controller = new AbortController();
    asking.current = controller;
    setState({ kind: 'asking' });
    const finding = await askToken(token, controller.signal);
    if (!controller.signal.aborted) setState({ kind: 'found', finding, hint: copyHint(token) });
  }

  return (
    <>
      <form onSubmit={check} autoComplete="off" noValidate className="mt-8">
        <label htmlFor="token" className="font-medium text-sm">
          Caller token
        </label>
        <div className="mt-1.5 flex flex-col gap-3 sm:flex-row">
          {/* No name: a form that is sent before its script has loaded carries nothing. */}
          <input
            ref={field}
            id="token"
            type="password"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            aria-describedby="token-note token-problem"
            aria-invalid={problem !== null}
            placeholder="rtr_…"
            className="min-w-0 grow rounded-md border border-line bg-surface px-3 py-2.5 font-mono text-sm placeholder:text-muted aria-[invalid=true]:border-bad"
          />
          <button
            type="submit"
            className="cursor-pointer rounded-md bg-accent px-5 py-2.5 font-medium text-accent-ink text-sm transition-opacity hover:opacity-90"
          >
            Check
          </button>
        </div>
        <p id="token-problem" role="alert" className="mt-2 text-bad text-sm empty:hidden">
          {problem}
        </p>
        <p id="token-note" className="mt-2 text-muted text-sm">
          It stays in this page’s memory and goes to this deployment alone. Nothing keeps it. Quotes, “Bearer” and line
          ends around it do no harm.
        </p>
        {isDemo && <DemoTokenButton onToken={fillIn} />}
      </form>
      <p role="status" aria-live="polite" className="mt-6 text-muted text-sm empty:mt-0">
        {state.kind === 'asking' ? 'Asking…' : ''}
      </p>
      {state.kind === 'found' && (
        <section ref={result} tabIndex={-1} aria-labelledby="result-title" className="mt-8 outline-none">
          <FindingView
            finding={state.finding}
            hint={state.hint}
            supportContact={supportContact}
            statusAdvice={statusAdvice}
          />
        </section>
      )}
    </>
  );
}

function problemWith(token: string): string | null {
  if (token === '') return 'Paste a caller token first.';
  if (isSendable(token)) return null;
  return 'This has characters that no caller token has: was part of it replaced by dots when it was copied?';
}
