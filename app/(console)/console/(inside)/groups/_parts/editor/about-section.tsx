'use client';

import { useId } from 'react';
import { Checkbox } from '@/app/_ui/choices';
import { describedBy, Field, Input, Textarea } from '@/app/_ui/field';
import { problemWithin } from './problems-by-field';
import { Section, type SectionProps } from './section';

export function AboutSection({ draft, change, problems, isNew }: SectionProps & { isNew: boolean }) {
  const name = useId();
  const title = useId();
  const description = useId();
  const problem = problemWithin(problems, 'id');
  const titleProblem = problemWithin(problems, 'title');
  const descriptionProblem = problemWithin(problems, 'description');
  return (
    <Section title="About" about="What callers read of it, and who may know that it is there.">
      <div className="grid gap-5 md:max-w-2xl">
        {isNew && (
          <Field
            id={name}
            label="Name"
            problem={problem}
            note="What callers write in “model”. Lower-case letters, digits, “.”, “_” and “-”. It cannot be changed later: programs will hold it. Another name can be added as an alias."
          >
            <Input
              {...describedBy(name, problem)}
              value={draft.id}
              onChange={(event) => change({ id: event.target.value })}
              required
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        )}
        <Field id={title} label="Title" note="A few words, for people." problem={titleProblem}>
          <Input
            {...describedBy(title, titleProblem)}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
            maxLength={200}
          />
        </Field>
        <Field
          id={description}
          label="Description"
          problem={descriptionProblem}
          note="What it is good for. Shown to everyone who may know of the group."
        >
          <Textarea
            {...describedBy(description, descriptionProblem)}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
            maxLength={4000}
            rows={3}
          />
        </Field>
        <Checkbox
          label="Show it to callers who may not use it"
          note="They see in “Check my groups” that it exists, and whom to ask. They still cannot use it."
          checked={draft.discoverable}
          onChange={(event) => change({ discoverable: event.target.checked })}
        />
      </div>
    </Section>
  );
}
