'use client';

import { type Ref, useState } from 'react';
import { control, describedBy } from '@/app/_ui/field';
import { useAlive } from './use-alive';

interface Props {
  id: string;
  field: Ref<HTMLInputElement>;
  problem: string | null;
}

/**
 * Where a token is pasted. It is masked by style and not by `type="password"`, which password managers offer to keep; it has
 * no name, so that a form that is sent before its script has loaded carries nothing.
 */
export function TokenField({ id, field, problem }: Props) {
  const [shown, setShown] = useState(false);
  const alive = useAlive();
  return (
    <span className="relative block grow">
      <input
        ref={field}
        {...describedBy(id, problem)}
        type="text"
        inputMode="text"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore
        data-bwignore
        data-lpignore="true"
        data-form-type="other"
        placeholder="rtr_…"
        className={`${control} h-11 pr-16 font-mono ${shown ? '' : 'not-placeholder-shown:[-webkit-text-security:disc]'}`}
      />
      <button
        type="button"
        disabled={!alive}
        onClick={() => setShown(!shown)}
        className="absolute top-1.5 right-1.5 h-8 rounded-sm px-2.5 text-muted text-xs transition-colors not-disabled:hover:bg-sunken not-disabled:hover:text-ink disabled:opacity-50"
      >
        {shown ? 'Hide' : 'Show'}
        <span className="sr-only"> what is typed</span>
      </button>
    </span>
  );
}
