'use client';

import { describedBy, Field, Input } from '@/app/_ui/field';
import { fieldLabels } from './names';

interface Props {
  label?: string;
  note: string;
  problem: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A key on its way in. It is not shown again, here or anywhere; a password manager is not asked to keep it. */
export function KeyField({ label = fieldLabels.api_key, note, problem, value, onChange }: Props) {
  return (
    <Field label={label} id="api_key" note={note} problem={problem ?? null}>
      <Input
        {...describedBy('api_key', problem)}
        type="password"
        autoComplete="off"
        data-1p-ignore=""
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}
