'use client';

import { useId } from 'react';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { SimulatorDraft } from './draft';

interface Props {
  draft: SimulatorDraft;
  change(some: Partial<SimulatorDraft>): void;
  mayAskForTokens: boolean;
}

const parts: { name: 'user' | 'project' | 'environment' | 'tier'; label: string; placeholder: string }[] = [
  { name: 'user', label: 'User', placeholder: 'anyone' },
  { name: 'project', label: 'Project', placeholder: 'anything' },
  { name: 'environment', label: 'Environment', placeholder: 'dev' },
  { name: 'tier', label: 'Models up to tier', placeholder: 'every tier' },
];

/** Who asks: somebody who may use the group, or one token as it stands. */
export function HolderFields({ draft, change, mayAskForTokens }: Props) {
  const id = useId();
  return (
    <details>
      <summary className="cursor-pointer font-medium text-sm">Who asks: anybody who may use the group</summary>
      <div className="mt-3 space-y-4">
        {mayAskForTokens && (
          <Field
            id={`${id}-token`}
            label="As this token"
            note="Its id. Its groups, tier and status count then, and not what stands below."
          >
            <Input
              {...describedBy(`${id}-token`)}
              value={draft.tokenId}
              onChange={({ target }) => change({ tokenId: target.value })}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          {parts.map(({ name, label, placeholder }) => (
            <Field key={name} id={`${id}-${name}`} label={label}>
              <Input
                {...describedBy(`${id}-${name}`)}
                {...(name === 'tier' ? { type: 'number', min: 0, max: 9, step: 1 } : {})}
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
