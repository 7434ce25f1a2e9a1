'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Field } from '@/app/_ui/field';
import { askToken, type Finding } from '@/app/_visit/ask-token';
import { copyHint } from '@/app/_visit/copy-hint';
import { DemoTokenButton } from '@/app/_visit/demo-token-button';
import { isSendable, tidyToken } from '@/app/_visit/tidy-token';
import { TokenField } from '@/app/_visit/token-field';
import type { StatusAdvice } from '@/lib/docs/status-advice';
import { FindingView } from './finding-view';

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

  useEffect(() => {
    // A browser keeps a page that was left for its back button, and may have another person in front of it then.
    const forget = () => {
      asking.current?.abort();
      if (field.current) field.current.value = '';
      setProblem(null);
      setState({ kind: 'idle' });
    };
    addEventListener('pagehide', forget);
    return () => {
      asking.current?.abort();
      removeEventListener('pagehide', forget);
    };
  }, []);

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

  function fillIn(token: string) {
    if (!field.current) return;
    field.current.value = token;
    field.current.form?.requestSubmit();
  }

  function clear() {
    if (field.current) field.current.value = '';
    setProblem(null);
    setState({ kind: 'idle' });
    field.current?.focus();
  }

  return (
    <>
      <form onSubmit={check} autoComplete="off" noValidate className="mt-8">
        <Field label="Caller token" id="token" problem={problem} note={note}>
          <div className="flex flex-col gap-3 sm:flex-row">
            <TokenField id="token" field={field} problem={problem} />
            <Button type="submit" look="primary" pending={state.kind === 'asking'} className="h-11 px-5">
              Check
            </Button>
          </div>
        </Field>
        {isDemo && <DemoTokenButton onToken={fillIn} />}
      </form>
      <p role="status" aria-live="polite" className="mt-6 text-muted text-sm empty:mt-0">
        {state.kind === 'asking' ? 'Asking…' : ''}
      </p>
      {state.kind === 'found' && (
        <section ref={result} tabIndex={-1} aria-labelledby="result-title" className="mt-8 scroll-mt-20 outline-none">
          <FindingView
            finding={state.finding}
            hint={state.hint}
            supportContact={supportContact}
            statusAdvice={statusAdvice}
          />
          <Button look="quiet" size="small" onClick={clear} className="-ml-2.5 mt-8">
            Clear this page
          </Button>
        </section>
      )}
    </>
  );
}

const note =
  'It stays in this page’s memory and goes to this deployment alone. Quotes, “Bearer”, line ends or a whole shell line around it do no harm.';

function problemWith(token: string): string | null {
  if (token === '') return 'Paste a caller token first.';
  if (isSendable(token)) return null;
  return 'This has characters that no caller token has: was part of it replaced by dots when it was copied?';
}
