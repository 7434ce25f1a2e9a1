'use client';

import { useId, useState } from 'react';
import { Checkbox } from '@/app/_ui/choices';
import { describedBy, Field, Input, Select, Textarea } from '@/app/_ui/field';
import { type ExplainFeature, explainEndpoints, explainFeatures } from '@/lib/gateway/contract';
import type { Wrong } from '../../../../_ui/wrong-fields';
import { type SimulatorDraft, simulatorLabels } from './draft';

interface Props {
  draft: SimulatorDraft;
  groups: readonly string[];
  change(some: Partial<SimulatorDraft>): void;
  /** What is wrong, by the verb's fields. */
  wrong: Wrong['fields'];
}

export function RequestFields({ draft, groups, change, wrong }: Props) {
  const id = useId();
  // As it begins; afterwards whoever reads it opens and closes it.
  const [isOpen] = useState(draft.body !== '' || draft.session !== '');
  const problem = wrong.get('body') ?? null;
  const asked = { inputTokens: 'input_tokens', outputTokens: 'max_output_tokens', session: 'headers' } as const;
  const field = (name: keyof typeof asked) => ({
    ...describedBy(`${id}-${name}`, wrong.get(asked[name])),
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
  });
  const toggle = (feature: ExplainFeature, wanted: boolean) =>
    change({
      features: explainFeatures.filter((each) => (each === feature ? wanted : draft.features.includes(each))),
    });
  const number = { inputMode: 'numeric', autoComplete: 'off' } as const;
  return (
    <>
      <div className="grid gap-4 @md:grid-cols-2">
        <Field id={`${id}-group`} label="Model group">
          <Select
            {...describedBy(`${id}-group`)}
            value={draft.group}
            onChange={({ target }) => change({ group: target.value })}
          >
            {groups.map((group) => (
              <option key={group}>{group}</option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-endpoint`} label="Through">
          <Select
            {...describedBy(`${id}-endpoint`)}
            value={draft.endpoint}
            onChange={({ target }) => change({ endpoint: target.value as SimulatorDraft['endpoint'] })}
          >
            {explainEndpoints.map((endpoint) => (
              <option key={endpoint} value={endpoint}>
                /v1/{endpoint}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <fieldset>
        <legend className="font-medium text-sm">It asks for</legend>
        <div className="mt-2 grid grid-cols-2 gap-2 @lg:grid-cols-3">
          {explainFeatures.map((feature) => (
            <Checkbox
              key={feature}
              label={feature.replaceAll('-', ' ')}
              checked={draft.features.includes(feature)}
              onChange={({ target }) => toggle(feature, target.checked)}
            />
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          id={`${id}-inputTokens`}
          label={simulatorLabels.input_tokens}
          problem={wrong.get('input_tokens') ?? null}
        >
          <Input {...field('inputTokens')} {...number} />
        </Field>
        <Field
          id={`${id}-outputTokens`}
          label={simulatorLabels.max_output_tokens}
          problem={wrong.get('max_output_tokens') ?? null}
        >
          <Input {...field('outputTokens')} {...number} />
        </Field>
      </div>
      <details open={isOpen}>
        <summary className="cursor-pointer font-medium text-sm">A whole body, or a session</summary>
        <div className="mt-3 space-y-4">
          <Field
            id={`${id}-body`}
            label={simulatorLabels.body}
            problem={problem}
            note="As it would be sent; it stands in place of what is chosen above, and the group is the one above."
          >
            <Textarea
              {...describedBy(`${id}-body`, problem)}
              value={draft.body}
              onChange={({ target }) => change({ body: target.value })}
              rows={7}
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
          <Field
            id={`${id}-session`}
            label={simulatorLabels.headers}
            problem={wrong.get('headers') ?? null}
            note="Where the group keeps conversations on their targets: the session header’s value."
          >
            <Input {...field('session')} autoComplete="off" />
          </Field>
        </div>
      </details>
    </>
  );
}
