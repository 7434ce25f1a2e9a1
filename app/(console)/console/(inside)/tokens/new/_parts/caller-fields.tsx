'use client';

import { useState } from 'react';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import type { Wrong } from '../../../../../_ui/wrong-fields';
import { type Known, useKnown } from './use-known';

export interface CallerChoice {
  user: string;
  project: string;
  /** Of a user who is new. */
  kind: 'person' | 'service';
}

interface Props {
  value: CallerChoice;
  users: Known;
  /** What is wrong, by field. */
  wrong: Wrong['fields'];
  onChange: (value: CallerChoice) => void;
}

/** Who calls, and from which project: picked from those there are, or made with the token. */
export function CallerFields({ value, users, wrong, onChange }: Props) {
  const projects = useKnown('project', value.project);
  return (
    <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
      <NameField
        id="new-user"
        label="User"
        value={value.user}
        problem={wrong.get('user')}
        known={users}
        note={sayKnown(value.user, users, 'A person or a service account: lower-case letters, digits and hyphens.')}
        onChange={(user) => onChange({ ...value, user })}
      />
      <NameField
        id="new-project"
        label="Project"
        value={value.project}
        problem={wrong.get('project')}
        known={projects}
        note={sayKnown(value.project, projects, 'What the calls are for.')}
        onChange={(project) => onChange({ ...value, project })}
      />
      {isNew(value.user, users) && (
        <Field label="The new user is" id="new-kind">
          <Select
            id="new-kind"
            value={value.kind}
            onChange={(event) =>
              onChange({ ...value, kind: event.currentTarget.value === 'service' ? 'service' : 'person' })
            }
          >
            <option value="person">a person</option>
            <option value="service">a service account</option>
          </Select>
        </Field>
      )}
    </div>
  );
}

export function isNew(user: string, { found }: Known): boolean {
  return user.trim() !== '' && found === false;
}

function sayKnown(text: string, { found, words }: Known, otherwise: string): string {
  if (text.trim() === '' || found === null) return otherwise;
  return found ? words : 'New: made with the token.';
}

interface NameProps {
  id: string;
  label: string;
  value: string;
  known: Known;
  note: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

function NameField({ id, label, value, known, note, problem, onChange }: NameProps) {
  const [list] = useState(`${id}-known`);
  return (
    <Field label={label} id={id} note={<span aria-live="polite">{note}</span>} problem={problem ?? null}>
      <Input
        {...describedBy(id, problem)}
        required
        list={list}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={list}>
        {known.names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}
