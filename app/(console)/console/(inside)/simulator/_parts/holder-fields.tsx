'use client';

import { useId, useState } from 'react';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { Wrong } from '../../../../_ui/wrong-fields';
import { type SimulatorDraft, simulatorLabels } from './draft';

interface Props {
  draft: SimulatorDraft;
  change(some: Partial<SimulatorDraft>): void;
  /** What is wrong, by the verb's fields. */
  wrong: Wrong['fields'];
  mayAskForTokens: boolean;
}

const parts: { name: 'user' | 'project' | 'environment' | 'tier'; placeholder: string }[] = [
  { name: 'user', placeholder: 'anyone' },
  { name: 'project', placeholder: 'anything' },
  { name: 'environment', placeholder: 'dev' },
  { name: 'tier', placeholder: 'every tier' },
];

/** Who asks: somebody who may use the group, or one token as it stands. */
export function HolderFields({ draft, change, wrong, mayAskForTokens }: Props) {
  const id = useId();
  const [isOpen] = useState([draft.tokenId, ...parts.map(({ name }) => draft[name])].some((text) => text !== ''));
  return (
    <details open={isOpen}>
      <summary className="cursor-pointer font-medium text-sm">Who asks: anybody who may use the group</summary>
      <div className="mt-3 space-y-4">
        {mayAskForTokens && (
          <Field
            id={`${id}-token`}
            label={simulatorLabels.token_id}
            problem={wrong.get('token_id') ?? null}
            note="Its id. Its groups, tier and status count then, and not what stands below."
          >
            <Input
              {...describedBy(`${id}-token`, wrong.get('token_id'))}
              value={draft.tokenId}
              onChange={({ target }) => change({ tokenId: target.value })}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          {parts.map(({ name, placeholder }) => (
            <Field key={name} id={`${id}-${name}`} label={simulatorLabels[name]} problem={wrong.get(name) ?? null}>
              <Input
                {...describedBy(`${id}-${name}`, wrong.get(name))}
                inputMode={name === 'tier' ? 'numeric' : undefined}
                value={draft[name]}
                placeholder={placeholder}
                disabled={draft.tokenId.trim() !== ''}
                onChange={({ target }) => change({ [name]: target.value })}
                autoComplete="off"
              />
            </Field>
          ))}
        </div>
      </div>
    </details>
  );
}
