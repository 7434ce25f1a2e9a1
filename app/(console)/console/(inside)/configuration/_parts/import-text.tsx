'use client';

import type { ChangeEvent, RefObject } from 'react';
import { buttonClass } from '@/app/_ui/button';
import { Field, Textarea } from '@/app/_ui/field';

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText(text: string): void;
  onFile(name: string, text: string): void;
}

/** The text, pasted or read from a file of one's own. */
export function ImportText({ area, text, onText, onFile }: Props) {
  async function read(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const [file] = input.files ?? [];
    if (file) onFile(file.name, await file.text());
    // The same file may be chosen again once it was mended.
    input.value = '';
  }

  return (
    <div className="min-w-0 space-y-3">
      <label className={`${buttonClass()} cursor-pointer focus-within:outline-2 focus-within:outline-accent`}>
        Choose a file…
        <input type="file" accept=".yaml,.yml,text/yaml" onChange={read} className="sr-only" />
      </label>
      <Field id="import-text" label="Or paste the text">
        <Textarea
          id="import-text"
          ref={area}
          value={text}
          onChange={(event) => onText(event.target.value)}
          rows={20}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          aria-describedby="import-problems"
          className="resize-y font-mono text-xs!"
        />
      </Field>
    </div>
  );
}
