'use client';

import { Checkbox } from '@/app/_ui/choices';
import { type Quirk, quirkNames, quirks } from '@/lib/exchange/quirks';

/** Where the place differs from its language; what each name means stands beside it. */
export function QuirkChoice({ chosen, onChange }: { chosen: readonly Quirk[]; onChange: (quirks: Quirk[]) => void }) {
  return (
    <fieldset>
      <legend className="font-medium text-sm">Quirks</legend>
      <div className="mt-2 grid gap-2.5 sm:grid-cols-2">
        {quirkNames.map((name) => (
          <Checkbox
            key={name}
            label={<code>{name}</code>}
            note={quirks[name].replaceAll('`', '')}
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
