'use client';

import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { capabilityNames } from '@/lib/exchange/capabilities';
import type { Wrong } from '../../../../_ui/wrong-fields';
import type { ModelDraft } from './model-draft';
import { capabilityLabels, fieldLabels } from './names';

interface Props {
  draft: ModelDraft;
  /** What is wrong, by field. */
  wrong: Wrong['fields'];
  onChange: (changes: Partial<ModelDraft>) => void;
}

type NumberField = 'context_tokens' | 'max_output_tokens' | 'input' | 'cached_input' | 'output' | 'tier';

/** What a model is called there, what it can do, what it holds and what it costs. */
export function ModelFields({ draft, wrong, onChange }: Props) {
  const number = (field: NumberField, note?: string) => (
    <Field label={fieldLabels[field]} id={field} note={note} problem={wrong.get(field) ?? null}>
      <Input
        {...describedBy(field, wrong.get(field))}
        inputMode="decimal"
        value={draft[field]}
        onChange={({ target }) => onChange({ [field]: target.value })}
      />
    </Field>
  );
  return (
    <>
      <Field
        label={fieldLabels.upstream_model}
        id="upstream_model"
        note="The same as here when left empty."
        problem={wrong.get('upstream_model') ?? null}
      >
        <Input
          {...describedBy('upstream_model', wrong.get('upstream_model'))}
          spellCheck={false}
          value={draft.upstream_model}
          onChange={({ target }) => onChange({ upstream_model: target.value })}
        />
      </Field>
      <fieldset>
        <legend className="font-medium text-sm">{fieldLabels.capabilities}</legend>
        <p className="mt-1 text-muted text-sm">
          Decides which requests it gets. Not said: it is tried after the models that say yes.
        </p>
        <div className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-3">
          {capabilityNames.map((name) => (
            <div key={name}>
              <label htmlFor={name} className="text-sm">
                {capabilityLabels[name]}
              </label>
              <Select
                id={name}
                value={draft.capabilities[name]}
                onChange={({ target }) =>
                  onChange({ capabilities: { ...draft.capabilities, [name]: target.value as 'yes' | 'no' | '' } })
                }
              >
                <option value="">Not said</option>
                <option value="yes">Yes</option>
                <option value="no">No</option>
              </Select>
            </div>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        {number('context_tokens')}
        {number('max_output_tokens')}
      </div>
      <fieldset>
        <legend className="font-medium text-sm">Price, US dollars per million tokens</legend>
        <p className="mt-1 text-muted text-sm">
          Another price counts from now on. What was used before keeps what it cost.
        </p>
        <div className="mt-3 grid gap-4 sm:grid-cols-3">
          {number('input')}
          {number('cached_input')}
          {number('output')}
        </div>
      </fieldset>
      <div className="sm:max-w-xs">
        {number(
          'tier',
          '0 to 9, in steps of your own. A token with a ceiling uses models up to it, and none whose tier is not said.',
        )}
      </div>
    </>
  );
}
