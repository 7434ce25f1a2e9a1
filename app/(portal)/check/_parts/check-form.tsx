'use client';

import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Field } from '@/app/_ui/field';
import { askToken, type Finding } from '@/app/_visit/ask-token';
import { DemoTokenButton } from '@/app/_visit/demo-token-button';
import { problemWithToken } from '@/app/_visit/problem-with-token';
import { tidyToken } from '@/app/_visit/tidy-token';
import { TokenField } from '@/app/_visit/token-field';
import { useAlive } from '@/app/_visit/use-alive';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  /** A demo offers its own token. */
  isDemo: boolean;
  /** What was found before does not count any more. */
  onAsk: () => void;
  onAsked: (token: string, finding: Finding) => void;
}

/** Where a token is put in. It takes what was pasted, finds the token in it, and asks this deployment. */
export function CheckForm({ field, isDemo, onAsk, onAsked }: Props) {
  const asking = useRef<AbortController>(null);
  const [pending, setPending] = useState(false);
  const alive = useAlive();
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const forget = () => {
      asking.current?.abort();
      if (field.current) field.current.value = '';
      setProblem(null);
      setPending(false);
    };
    addEventListener('pagehide', forget);
    return () => {
      asking.current?.abort();
      removeEventListener('pagehide', forget);
    };
  }, [field]);

  async function check(event: FormEvent) {
    event.preventDefault();
    asking.current?.abort();
    const token = tidyToken(field.current?.value ?? '');
    const wrong = problemWithToken(token);
    onAsk();
    setProblem(wrong);
    if (wrong) {
      field.current?.focus();
      return;
    }
    const controller = new AbortController();
    asking.current = controller;
    setPending(true);
    const finding = await askToken(token, controller.signal);
    if (controller.signal.aborted) return;
    setPending(false);
    onAsked(token, finding);
  }

  function fillIn(token: string) {
    if (!field.current) return;
    field.current.value = token;
    field.current.form?.requestSubmit();
  }

  return (
    <div className="mt-8 max-w-2xl">
      <form onSubmit={check} autoComplete="off" noValidate>
        <Field label="Caller token" id="token" problem={problem} note={note}>
          <div className="flex flex-col gap-3 sm:flex-row">
            <TokenField id="token" field={field} problem={problem} />
            <Button type="submit" look="primary" disabled={!alive} pending={pending} className="h-11 px-5">
              Check
            </Button>
          </div>
        </Field>
        {isDemo && <DemoTokenButton onToken={fillIn} />}
      </form>
      <p role="status" aria-live="polite" className="mt-6 text-muted text-sm empty:mt-0">
        {pending ? 'Asking…' : ''}
      </p>
    </div>
  );
}

const note =
  'It stays in this page’s memory until you reload or leave, and goes to this deployment alone. Quotes, “Bearer”, line ends or a whole shell line around it do no harm.';
