'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';
import { useHolder } from './use-holder';

const titleLabels = { title: 'Title' };

/** The title of a project. */
export function EditTitle({ project, title }: { project: string; title: string | null }) {
  const say = useToast();
  const id = useId();
  const { change, pending, problem } = useHolder({ kind: 'project', project });
  const [text, setText] = useState(title ?? '');
  const wrong = findWrong(problem, titleLabels).fields.get('title');
  const isChanged = text.trim() !== (title ?? '');

  async function save(event: FormEvent) {
    event.preventDefault();
    if (await change({ title: text.trim() || null })) say({ tone: 'good', title: 'Saved' });
  }

  return (
    <form onSubmit={save} noValidate className="max-w-xl space-y-3">
      <Field label={titleLabels.title} id={id} note="What people call it." problem={wrong ?? null}>
        <Input
          {...describedBy(id, wrong)}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <ActProblemNote problem={problem} labels={titleLabels} marks />
      {isChanged && (
        <Button type="submit" look="primary" pending={pending}>
          Save the title
        </Button>
      )}
    </form>
  );
}

/** Whether a user is a person or a service account. */
export function EditKind({ user, kind }: { user: string; kind: 'person' | 'service' }) {
  const say = useToast();
  const id = useId();
  const { change, pending, problem } = useHolder({ kind: 'user', user });
  const [chosen, setChosen] = useState(kind);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (await change({ userKind: chosen })) say({ tone: 'good', title: 'Saved' });
  }

  return (
    <form onSubmit={save} className="max-w-xs space-y-3">
      <Field label="Kind" id={id}>
        <Select
          {...describedBy(id)}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value === 'service' ? 'service' : 'person')}
        >
          <option value="person">a person</option>
          <option value="service">a service account</option>
        </Select>
      </Field>
      <ActProblemNote problem={problem} />
      {chosen !== kind && (
        <Button type="submit" look="primary" pending={pending}>
          Save the kind
        </Button>
      )}
    </form>
  );
}
