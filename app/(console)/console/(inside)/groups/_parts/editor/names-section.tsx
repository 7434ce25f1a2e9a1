'use client';

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { Icon } from '@/app/_ui/icon';
import { problemWithin } from './problems-by-field';
import { Section, type SectionProps } from './section';

const rightName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Other names for the same group, each a chip that can be taken off. */
export function NamesSection({ draft, change, problems }: SectionProps) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { aliases } = draft;
  const problem = said ?? problemWithin(problems, 'aliases');

  function add() {
    const alias = text.trim();
    if (alias === '') return;
    if (!rightName.test(alias))
      return setSaid('Lower-case letters, digits, “.”, “_” and “-”, a letter or digit first.');
    if (aliases.includes(alias) || alias === draft.id) return setSaid(`“${alias}” is a name of this group already.`);
    change({ aliases: [...aliases, alias] });
    setText('');
    setSaid(null);
  }

  function remove(alias: string) {
    change({ aliases: aliases.filter((one) => one !== alias) });
    setSaid(null);
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ',') return;
    // Enter in a form would send it.
    event.preventDefault();
    add();
  }

  return (
    <Section
      title="Aliases"
      about="Other names that lead here, such as the ones a program insists on. They are callable; only Anthropic’s list of models shows them."
    >
      <div className="space-y-3 md:max-w-2xl">
        {aliases.length > 0 && (
          <ul aria-label="Aliases" className="flex flex-wrap gap-2">
            {aliases.map((alias) => (
              <li
                key={alias}
                className="inline-flex items-center gap-1 rounded-sm border border-line-strong bg-surface py-0.5 pr-1 pl-2 font-mono text-xs"
              >
                {alias}
                <button
                  type="button"
                  aria-label={`Take off the alias ${alias}`}
                  onClick={() => remove(alias)}
                  className="rounded-sm p-1 text-muted transition-colors hover:bg-sunken hover:text-ink"
                >
                  <Icon name="close" className="size-3" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Field id={id} label="Add an alias" problem={problem}>
          <span className="flex gap-2">
            <Input
              {...describedBy(id, problem)}
              ref={input}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onKeyDown}
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
            <Button onClick={add} disabled={text.trim() === ''}>
              Add
            </Button>
          </span>
        </Field>
      </div>
    </Section>
  );
}
