'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import type { TryAnswer } from '@/lib/admin/providers/rows';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';
import { KeyField } from './key-field';
import { fieldLabels, providerAddress } from './names';
import { type PlaceDraft, placeOf } from './place-draft';
import { MoreFields, PlaceFields } from './place-fields';
import { Review } from './review';
import { TrialResult } from './trial-result';

interface Props {
  /** A name to begin with. */
  id: string;
  draft: PlaceDraft;
  /** An address of this kind, where each customer has their own. */
  example: string | null;
  /** The preset needs none. */
  keyless: boolean;
}

/** A new provider: filled in, tried, looked at and saved. */
export function ProviderForm({ id: firstId, draft: first, example, keyless }: Props) {
  const router = useRouter();
  const toast = useToast();
  const trial = useAct('providers.try');
  const preview = useAct('providers.create');
  const wrong = findWrong(trial.problem ?? preview.problem, fieldLabels).fields;
  const [id, setId] = useState(firstId);
  const [draft, setDraft] = useState(first);
  const [apiKey, setApiKey] = useState('');
  const [result, setResult] = useState<TryAnswer | null>(null);
  const key = apiKey.trim() === '' ? {} : { api_key: apiKey };

  function change(changes: Partial<PlaceDraft>) {
    setDraft({ ...draft, ...changes });
    setResult(null);
  }

  async function test() {
    preview.clear();
    const { place, wrong } = placeOf(draft);
    const { timeouts: _, concurrency: __, queue: ___, ...asked } = place;
    setResult(await trial.run({ ...asked, ...key }, { refresh: false, wrong }));
  }

  return (
    <form className="max-w-2xl space-y-5" onSubmit={(event) => event.preventDefault()}>
      <Field
        label={fieldLabels.id}
        id="id"
        problem={wrong.get('id') ?? null}
        note="What groups and the log call it: lower-case letters, digits, “.”, “_” and “-”. It stays."
      >
        <Input
          {...describedBy('id', wrong.get('id'))}
          spellCheck={false}
          value={id}
          onChange={({ target }) => setId(target.value)}
        />
      </Field>
      <PlaceFields draft={draft} wrong={wrong} example={example} onChange={change} />
      <KeyField
        note={
          keyless
            ? 'This kind of place mostly needs none.'
            : 'Sealed in the store, and never shown again. Leave it empty where there is none.'
        }
        problem={wrong.get('api_key')}
        value={apiKey}
        onChange={(value) => {
          setApiKey(value);
          setResult(null);
        }}
      />
      <MoreFields draft={draft} wrong={wrong} onChange={change} />
      <TrialResult answer={result} />
      <ActProblemNote problem={trial.problem} labels={fieldLabels} marks />
      <Review
        verb="providers.create"
        preview={preview}
        input={() => {
          trial.clear();
          return { id: id.trim(), ...placeOf(draft).place, ...key };
        }}
        wrong={() => placeOf(draft).wrong}
        label="Review and save"
        title="Add this provider?"
        action="Add provider"
        onSaved={() => {
          toast({ tone: 'good', title: `${id.trim()} is added`, description: 'Its models are next.' });
          router.push(providerAddress(id.trim()));
        }}
        beside={
          <>
            <Button pending={trial.pending} onClick={() => void test()}>
              Test connection
            </Button>
            <ButtonLink href="/console/providers" look="quiet">
              Cancel
            </ButtonLink>
          </>
        }
      />
    </form>
  );
}
