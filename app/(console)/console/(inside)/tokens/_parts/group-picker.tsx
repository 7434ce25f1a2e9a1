'use client';

import { useState } from 'react';
import { Checkbox } from '@/app/_ui/choices';
import { Input } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';

interface Props {
  groups: readonly { id: string; title: string | null }[];
  chosen: readonly string[];
  problem?: string | undefined;
  onChange: (chosen: readonly string[]) => void;
}

/** More than can be looked over at once. */
const many = 8;

/** Which model groups a token may use. */
export function GroupPicker({ groups, chosen, problem, onChange }: Props) {
  const [words, setWords] = useState('');
  const shown = groups.filter(({ id, title }) => `${id} ${title ?? ''}`.toLowerCase().includes(words.toLowerCase()));
  const toggle = (id: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id].sort() : chosen.filter((each) => each !== id));
  return (
    <fieldset aria-describedby="allow-problem">
      <legend className="font-medium text-sm">
        May use{' '}
        <span className="font-normal text-muted">
          {chosen.length === 0 ? 'nothing yet' : `${chosen.length} of ${groups.length} model groups`}
        </span>
      </legend>
      {groups.length === 0 && (
        <p className="mt-2 text-muted text-sm">
          There are no model groups. <TextLink href="/docs/administering/model-groups">Make one first</TextLink>: a
          token without a group is refused everywhere.
        </p>
      )}
      <p id="allow-problem" role="alert" className="mt-2 text-bad text-sm empty:hidden">
        {problem}
      </p>
      {groups.length > many && (
        <Input
          type="search"
          aria-label="Search the groups"
          placeholder="Search the groups"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          // It is narrowed as one types; in a form Enter would send that.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          className="mt-3 max-w-sm"
        />
      )}
      <div className="-mx-1 mt-3 grid max-h-80 gap-x-6 gap-y-2.5 overflow-y-auto px-1 py-1 sm:grid-cols-2">
        {shown.map(({ id, title }) => (
          <Checkbox
            key={id}
            name="allow"
            value={id}
            label={<code>{id}</code>}
            note={title}
            checked={chosen.includes(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
        ))}
        {groups.length > 0 && shown.length === 0 && <p className="text-muted text-sm">No group is called so.</p>}
      </div>
    </fieldset>
  );
}
