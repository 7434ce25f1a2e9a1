'use client';

import { useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Select } from '@/app/_ui/field';
import type { TargetChoice } from '@/lib/admin/groups/asked';
import { describeModel } from './describe-model';
import type { DraftTarget } from './draft';

interface Props {
  choices: readonly TargetChoice[];
  taken: readonly DraftTarget[];
  onPick(choice: TargetChoice): void;
}

/** The models that are not in the group yet, by provider. */
export function TargetPicker({ choices, taken, onPick }: Props) {
  const [name, setName] = useState('');
  const id = useId();
  const free = choices.filter(
    ({ provider, model }) => !taken.some((target) => target.provider === provider && target.model === model),
  );
  const chosen = free.find(({ provider, model }) => `${provider}/${model}` === name);
  const providers = [...new Set(free.map(({ provider }) => provider))];
  if (free.length === 0) return <p className="text-muted text-sm">Every model that there is stands in this group.</p>;
  return (
    <div className="md:max-w-2xl">
      <Field id={id} label="Add a target" note={chosen && describeModel(chosen)}>
        <span className="flex gap-2">
          <span className="min-w-0 grow">
            <Select {...describedBy(id)} value={chosen ? name : ''} onChange={(event) => setName(event.target.value)}>
              <option value="">Choose a provider’s model…</option>
              {providers.map((provider) => (
                <optgroup key={provider} label={provider}>
                  {free
                    .filter((choice) => choice.provider === provider)
                    .map(({ model }) => (
                      <option key={model} value={`${provider}/${model}`}>
                        {provider}/{model}
                      </option>
                    ))}
                </optgroup>
              ))}
            </Select>
          </span>
          <Button
            disabled={!chosen}
            onClick={() => {
              if (chosen) onPick(chosen);
              setName('');
            }}
          >
            Add
          </Button>
        </span>
      </Field>
    </div>
  );
}
