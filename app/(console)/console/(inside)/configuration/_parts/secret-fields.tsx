'use client';

import { Field, Input } from '@/app/_ui/field';

interface Props {
  names: readonly string[];
  secrets: Readonly<Record<string, string>>;
  onChange(name: string, value: string): void;
}

/** What each `${NAME}` stands for. It goes to the server with the text, is sealed or hashed there, and is never shown again. */
export function SecretFields({ names, secrets, onChange }: Props) {
  if (names.length === 0) return null;
  return (
    <fieldset className="space-y-4">
      <legend className="font-medium text-sm">Secrets that the text asks for</legend>
      <p className="text-muted text-sm">
        They are held in this page until it is left or applied. Provider keys are sealed, of tokens only the hash is
        stored.
      </p>
      {names.map((name) => (
        <Field key={name} id={`secret-${name}`} label={name}>
          <Input
            id={`secret-${name}`}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={secrets[name] ?? ''}
            onChange={(event) => onChange(name, event.target.value)}
            className="font-mono"
          />
        </Field>
      ))}
    </fieldset>
  );
}
