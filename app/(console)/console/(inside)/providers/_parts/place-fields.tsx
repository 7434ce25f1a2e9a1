'use client';

import { describedBy, Field, Input, Select, Textarea } from '@/app/_ui/field';
import { authKinds, authOfDialect } from '@/lib/exchange/auth-kinds';
import { dialectIds } from '@/lib/exchange/dialect-ids';
import type { Wrong } from '../../../../_ui/wrong-fields';
import { authNames, dialectNames, fieldLabels } from './names';
import type { PlaceDraft } from './place-draft';
import { QuirkChoice } from './quirk-choice';

interface Props {
  draft: PlaceDraft;
  /** What is wrong, by field. */
  wrong: Wrong['fields'];
  onChange: (changes: Partial<PlaceDraft>) => void;
}

/** What every provider has; the rest stands folded below. */
export function PlaceFields({ draft, wrong, example, onChange }: Props & { example?: string | null }) {
  return (
    <>
      <Field
        label={fieldLabels.dialect}
        id="dialect"
        problem={wrong.get('dialect') ?? null}
        note="The wire language of its API."
      >
        <Select
          {...describedBy('dialect', wrong.get('dialect'))}
          value={draft.dialect}
          onChange={({ target }) => onChange({ dialect: target.value as PlaceDraft['dialect'] })}
        >
          {dialectIds.map((id) => (
            <option key={id} value={id}>
              {dialectNames[id]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={fieldLabels.base_url}
        id="base_url"
        problem={wrong.get('base_url') ?? null}
        note="Up to where the language’s own path begins, so it mostly ends in /v1. The router adds /chat/completions and the like."
      >
        <Input
          {...describedBy('base_url', wrong.get('base_url'))}
          type="url"
          inputMode="url"
          placeholder={example ?? 'https://api.example.com/v1'}
          spellCheck={false}
          value={draft.base_url}
          onChange={({ target }) => onChange({ base_url: target.value })}
        />
      </Field>
    </>
  );
}

type NumberField = 'first_byte_ms' | 'idle_ms' | 'total_ms' | 'concurrency' | 'queue_requests' | 'queue_wait_ms';

/** What few providers need. */
export function MoreFields({ draft, wrong, onChange }: Props) {
  const number = (field: NumberField, placeholder: string) => (
    <Field label={fieldLabels[field]} id={field} problem={wrong.get(field) ?? null}>
      <Input
        {...describedBy(field, wrong.get(field))}
        inputMode="numeric"
        placeholder={placeholder}
        value={draft[field]}
        onChange={({ target }) => onChange({ [field]: target.value })}
      />
    </Field>
  );
  return (
    <details className="rounded-lg border border-line px-4 py-3">
      <summary className="cursor-pointer font-medium text-sm">
        More: how the key is sent, headers, quirks, patience, how much at once
      </summary>
      <div className="mt-4 space-y-5">
        <Field label={fieldLabels.auth} id="auth" problem={wrong.get('auth') ?? null}>
          <Select
            {...describedBy('auth', wrong.get('auth'))}
            value={draft.auth}
            onChange={({ target }) => onChange({ auth: target.value as PlaceDraft['auth'] })}
          >
            <option value="">The language’s own way ({authNames[authOfDialect[draft.dialect]]})</option>
            {authKinds.map((kind) => (
              <option key={kind} value={kind}>
                {authNames[kind]}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={fieldLabels.headers}
          id="headers"
          problem={wrong.get('headers') ?? null}
          note="Sent with every call, one on a line, such as “x-team: search”. They are shown to everybody who sees this page: no secrets. A value shown as “(hidden)” stays as it is."
        >
          <Textarea
            {...describedBy('headers', wrong.get('headers'))}
            spellCheck={false}
            className="font-mono"
            value={draft.headers}
            onChange={({ target }) => onChange({ headers: target.value })}
          />
        </Field>
        <QuirkChoice chosen={draft.quirks} onChange={(quirks) => onChange({ quirks })} />
        {draft.dialect === 'anthropic-messages' && (
          <Field
            label={fieldLabels.betas}
            id="betas"
            problem={wrong.get('betas') ?? null}
            note="The values of anthropic-beta that it takes, one on a line; none listed means all."
          >
            <Textarea
              {...describedBy('betas', wrong.get('betas'))}
              className="font-mono"
              value={draft.betas}
              onChange={({ target }) => onChange({ betas: target.value })}
            />
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-3">
          {number('first_byte_ms', '60000')}
          {number('idle_ms', '120000')}
          {number('total_ms', '600000')}
        </div>
        <fieldset>
          <legend className="font-medium text-sm">How much at once</legend>
          <p className="mt-1 text-muted text-sm">
            Requests beyond the first number wait for their turn; those beyond the second, or that have waited too long,
            go to the next target.
          </p>
          <div className="mt-3 grid gap-4 sm:grid-cols-3">
            {number('concurrency', 'no limit')}
            {number('queue_requests', '100')}
            {number('queue_wait_ms', '5000')}
          </div>
        </fieldset>
      </div>
    </details>
  );
}
