'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Textarea } from '@/app/_ui/field';
import { readVisit } from '@/app/_visit/visit';
import { ApiSelect } from './api-select';
import type { BodyDraft } from './ask-why';
import { readPastedBody } from './pasted-body';

interface Props {
  draft: BodyDraft;
  onDraft: (draft: BodyDraft) => void;
  pending: boolean;
  /** It cannot be asked as it stands. */
  onProblem: () => void;
  onAsk: (draft: BodyDraft) => void;
}

export const emptyBody: BodyDraft = { text: '', api: '' };

/** A body as it would be sent, of any of the three APIs. */
export function BodyForm({ draft, onDraft, pending, onProblem, onAsk }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  function explain(event: FormEvent) {
    event.preventDefault();
    const pasted = readPastedBody(draft.text, readVisit()?.model ?? 'default');
    setProblem('problem' in pasted ? pasted.problem : null);
    if ('problem' in pasted) {
      onProblem();
      field.current?.focus();
    } else onAsk({ text: pasted.body, api: draft.api === '' ? pasted.api : draft.api });
  }

  return (
    <form onSubmit={explain} noValidate autoComplete="off">
      <Field
        label="Request body"
        id="why-body"
        problem={problem}
        note="As the client sends it, or a whole curl command, of which only the body is read. Images and documents in it may stay: only their size and kind count."
      >
        <Textarea
          ref={field}
          {...describedBy('why-body', problem)}
          value={draft.text}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
          rows={8}
          spellCheck={false}
          placeholder={example}
          className="font-mono"
        />
      </Field>
      <div className="mt-4 flex flex-wrap items-end gap-3">
        <ApiSelect id="why-body-api" byShape value={draft.api} onValue={(api) => onDraft({ ...draft, api })} />
        <Button type="submit" look="primary" pending={pending}>
          Explain it
        </Button>
      </div>
    </form>
  );
}

const example = `{
  "model": "default",
  "messages": [{ "role": "user", "content": "…" }],
  "tools": [ … ]
}`;
