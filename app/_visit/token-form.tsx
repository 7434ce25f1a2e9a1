'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import { Field } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import { DemoTokenButton } from './demo-token-button';
import { type Refused, takeToken } from './take-token';
import { tidyToken } from './tidy-token';
import { TokenField } from './token-field';
import { endTokenRequest, focusAfterTokenRequest, grantTokenRequest } from './token-request';

interface Props {
  open: boolean;
  /** A demo offers its own token. */
  isDemo: boolean;
}

/** Takes a caller token for this visit. */
export default function TokenForm({ open, isDemo }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const asking = useRef<AbortController>(null);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  useEffect(() => {
    if (open) return;
    asking.current?.abort();
    setPending(false);
    setRefused(null);
  }, [open]);

  useEffect(() => {
    // A browser keeps a page that was left for its back button, and may have another person in front of it then.
    const forget = () => {
      if (field.current) field.current.value = '';
      endTokenRequest();
    };
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);

  async function take(token: string) {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    setPending(true);
    const problem = await takeToken(token, controller.signal);
    if (controller.signal.aborted) return;
    setPending(false);
    setRefused(problem);
    if (problem === null) grantTokenRequest();
    else field.current?.focus();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    take(tidyToken(field.current?.value ?? ''));
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) endTokenRequest();
      }}
      initialFocus={field}
      finalFocus={focusAfterTokenRequest}
      title="Use my token"
      description="The examples then name your groups, carry your token when you copy them, and can be run here."
    >
      <form onSubmit={submit} autoComplete="off" noValidate>
        <Field label="Caller token" id="visit-token" problem={refused?.words} note={note}>
          <TokenField id="visit-token" field={field} problem={refused?.words ?? null} />
        </Field>
        {refused?.page && (
          <p className="mt-2 text-sm">
            <TextLink href={refused.page} onClick={endTokenRequest}>
              What this means
            </TextLink>
          </p>
        )}
        {isDemo && <DemoTokenButton onToken={take} />}
        <div className="mt-5 flex justify-end gap-2">
          <Button look="quiet" onClick={endTokenRequest}>
            Cancel
          </Button>
          <Button type="submit" look="primary" pending={pending}>
            Use it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const note = 'Kept in this page’s memory until you reload or leave. It goes to this deployment only.';
